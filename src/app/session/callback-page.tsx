import { CallbackPage } from '#src/services/auth/callback-page.tsx';
import { forgetPerson } from './forget-person.ts';

const forget = () => forgetPerson();

export const Component = () => <CallbackPage forget={forget} />;
