import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Provider } from 'oidc-provider'

export type Sso = { issuer: string; as(subject: string): void; stop(): Promise<void> }

/** A real OpenID provider on loopback. Whoever comes is signed in at once as `as` says; there is nothing to fill in. */
export async function startSso(callbacks: (issuer: string) => string[], email = 'maya@example.org'): Promise<Sso> {
  let subject = 'nobody'
  const server = createServer()
  await new Promise<void>((done) => {
    server.listen(0, '127.0.0.1', () => done())
  })
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: 'trefoil',
        client_secret: 'between the two of us',
        redirect_uris: callbacks(issuer),
        response_types: ['code'],
        grant_types: ['authorization_code'],
      },
    ],
    pkce: { required: () => true },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_ctx, interaction) => `/come-in/${interaction.uid}` },
    claims: { openid: ['sub'], profile: ['name'] },
    conformIdTokenClaims: false,
    findAccount: (_ctx, id) => ({
      accountId: id,
      claims: () => ({ sub: id, name: `Somebody ${id}`, email, email_verified: true }),
    }),
    cookies: { keys: ['for trying out'] },
  })
  const answer = provider.callback()
  server.on('request', async (request, response) => {
    if (!request.url?.startsWith('/come-in/')) return answer(request, response)
    const { prompt, params, session, grantId } = await provider.interactionDetails(request, response)
    if (prompt.name === 'login')
      return provider.interactionFinished(request, response, { login: { accountId: subject, remember: false } })
    const grant =
      grantId !== undefined
        ? await provider.Grant.find(grantId)
        : new provider.Grant({ accountId: session?.accountId as string, clientId: params.client_id as string })
    grant?.addOIDCScope('openid profile')
    return provider.interactionFinished(
      request,
      response,
      { consent: { grantId: (await grant?.save()) as string } },
      { mergeWithLastSubmission: true },
    )
  })
  return {
    issuer,
    as: (who) => {
      subject = who
    },
    stop: () =>
      new Promise((done) => {
        server.closeAllConnections()
        server.close(() => done())
      }),
  }
}
