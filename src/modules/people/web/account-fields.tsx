import { TextField } from '#web/ui/text-field.tsx'
import { PASSWORD_LEAST } from './data.ts'

/** Name, address and password of a new account. The password is the only thing that is not kept in the tab. */
export function AccountFields({ keep, name, emailHint }: { keep: string; name?: string; emailHint: string }) {
  return (
    <>
      <TextField
        label="Your name"
        name="name"
        required
        maxLength={120}
        autoComplete="name"
        defaultValue={name}
        keepAs={`${keep} name`}
        hint="As the people you work with call you. They see it."
      />
      <TextField
        label="Your email address"
        name="email"
        type="email"
        required
        maxLength={254}
        autoComplete="username"
        keepAs={`${keep} email`}
        hint={emailHint}
      />
      <NewPassword label="A password" />
    </>
  )
}

export function NewPassword({ label }: { label: string }) {
  return (
    <TextField
      label={label}
      name="password"
      type="password"
      required
      minLength={PASSWORD_LEAST}
      maxLength={200}
      autoComplete="new-password"
      hint={`At least ${PASSWORD_LEAST} characters; three or four words are good. Nobody can read it or send it to you, so keep it somewhere safe.`}
    />
  )
}
