import {
  type AppCredential,
  type CredentialFields,
  type PushService,
  pushServices,
} from '#src/api/courier/technical/app-credentials.ts';
import { writtenObject } from '../../tab/json-object.ts';

/** What is typed of credentials. */
export interface CredentialForm {
  readonly app: string;
  readonly service: PushService;
  readonly name: string;
  readonly store: string;
  readonly test: boolean;
  /** The new secret as JSON; empty leaves what is there. */
  readonly data: string;
}

export const longest = { app: 64, name: 255 };

export const formOf = (credential: AppCredential | undefined): CredentialForm => ({
  app: credential?.app ?? '',
  service: pushServices.find((one) => one === credential?.service) ?? pushServices[0],
  name: credential?.name ?? '',
  store: credential?.store ?? '',
  test: credential?.test ?? false,
  data: '',
});

const isEmpty = (data: string) => Object.keys(writtenObject(data) ?? {}).length === 0;

export type Problem = 'app' | 'data';

export const problemsOf = (form: CredentialForm, isNew: boolean): readonly Problem[] => [
  ...(form.app.trim() === '' ? (['app'] as const) : []),
  ...(writtenObject(form.data) === undefined || (isNew && isEmpty(form.data)) ? (['data'] as const) : []),
];

/** What differs, so that what others changed in the meantime stays; the secret only where a new one was typed. */
export function changesOf(before: CredentialForm, form: CredentialForm): Partial<CredentialFields> {
  const [name, store, data] = [form.name.trim(), form.store.trim(), writtenObject(form.data)];
  return {
    ...(name === before.name ? {} : { name }),
    ...(store === before.store ? {} : { store }),
    ...(form.test === before.test ? {} : { test: form.test }),
    ...(data === undefined || isEmpty(form.data) ? {} : { data }),
  };
}
