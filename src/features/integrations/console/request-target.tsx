import classes from './console.module.css';
import { type ConsoleRequest, targetOf } from './model/request.ts';

interface RequestTargetProps {
  readonly method: string;
  readonly path: string;
  readonly request: ConsoleRequest;
}

/** Where a request goes, to the letter. */
export function RequestTarget({ method, path, request }: RequestTargetProps) {
  return (
    <p className={`ui-sunken ${classes.target}`} dir="ltr">
      <strong dir={undefined}>{method}</strong>
      <code dir={undefined}>{targetOf(path, request)}</code>
    </p>
  );
}
