import type { Page } from 'playwright-core'
import { describe, expect, onTestFinished, test } from 'vitest'
import { Persona } from '../core/creators/persona.ts'
import { acceptInvite } from '../core/reviewers/accept-invite.ts'
import { upsertConnection } from '../db/connections.ts'
import { creatorsOf, insertCreator } from '../db/creators.ts'
import { newId } from '../db/ids.ts'
import { upsertReviewer } from '../db/reviewers.ts'
import { inTenant } from '../db/scope.ts'
import { axeProblems, openBrowser, whyNoBrowser } from './support/browser.ts'
import { openFrontDoor } from './support/front-door.ts'

const PASSWORD = 'a long enough password'
const SHOTS = process.env.SCREENSHOTS

describe.skipIf(whyNoBrowser)('the pages of the door, in a browser', () => {
  test('a newcomer opens the link, presses one button, and chooses a password', async () => {
    const { door, page } = await newcomer()
    await page.goto(await firstLink(door))
    await page.getByRole('heading', { name: 'Sign in to Souvenir' }).waitFor()
    await look(page, 'one-time-link')
    // Opening it again uses nothing.
    await page.reload()
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.getByRole('heading', { name: 'How will you sign in next time?' }).waitFor()
    expect(new URL(page.url()).hash).toBe('')
    await look(page, 'choose')
    await page.getByLabel('Your name').fill('Nova')
    await page.getByLabel('E-mail address').fill('nova@example.com')
    await page.getByRole('button', { name: 'Use a password' }).click()
    await page.getByLabel('Password').fill('short')
    await page.getByRole('button', { name: 'Save the password' }).click()
    await page.getByLabel('Password').fill(PASSWORD)
    await page.getByRole('button', { name: 'Save the password' }).click()
    await page.waitForURL('**/queue')
  })

  test('a passkey is made, signs in, and can be removed', async () => {
    const { door, page } = await newcomer()
    const devtools = await page.context().newCDPSession(page)
    await devtools.send('WebAuthn.enable')
    await devtools.send('WebAuthn.addVirtualAuthenticator', {
      options: {
        protocol: 'ctap2',
        transport: 'internal',
        hasResidentKey: true,
        hasUserVerification: true,
        isUserVerified: true,
        automaticPresenceSimulation: true,
      },
    })
    await page.goto(await firstLink(door))
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.getByLabel('Your name').fill('Nova')
    await page.getByLabel('E-mail address').fill('nova@example.com')
    await page.getByRole('button', { name: 'Use a passkey' }).click()
    await page.waitForURL('**/queue')
    await page.goto(`${door.site}/account`)
    await page.getByRole('button', { name: /^Remove the passkey/ }).click()
    await page.getByText('This is your only way to sign in').waitFor()
    await page.getByRole('button', { name: 'Sign out', exact: true }).click()
    await page.getByRole('button', { name: 'Sign in with a passkey' }).click()
    await page.waitForURL('**/queue')
    await page.goto(`${door.site}/account`)
    await page.getByRole('button', { name: 'Set a password' }).click()
    await page.getByLabel('New password').fill(PASSWORD)
    await page.getByRole('button', { name: 'Save' }).last().click()
    await page.getByText('Set.', { exact: true }).waitFor()
    await look(page, 'account')
    await page.getByRole('button', { name: /^Remove the passkey/ }).click()
    await page.getByText('No passkey yet.').waitFor()
  })

  test('whoever is signed out is asked to sign in, and comes back to where they were', async () => {
    const { door, page } = await newcomer()
    const owner = await door.owner()
    await owner.put('/api/auth/me/email', { email: 'nova@example.com' })
    await owner.put('/api/auth/me/password', { password: PASSWORD })
    await page.goto(`${door.site}/team`)
    await page.waitForURL('**/sign-in?next=%2Fteam')
    await look(page, 'sign-in')
    await page.getByLabel('E-mail address').fill('nova@example.com')
    await page.getByLabel('Password').fill('not this one')
    await page.getByRole('button', { name: 'Sign in', exact: true }).click()
    await page.getByRole('alert').getByText('E-mail address or password is wrong.').waitFor()
    await look(page, 'sign-in-wrong')
    await page.getByLabel('Password').fill(PASSWORD)
    await page.getByRole('button', { name: 'Sign in', exact: true }).click()
    await page.waitForURL('**/team')
    await page.getByRole('heading', { name: 'Team' }).waitFor()
  })

  test('an owner invites somebody, who joins by the link', async () => {
    const { door, page } = await signedInOwner()
    await page.goto(`${door.site}/team`)
    await page.getByRole('button', { name: 'Invite somebody' }).click()
    await page.getByLabel('E-mail address').fill('kim@example.com')
    await look(page, 'invite')
    await page.getByRole('button', { name: 'Make the link' }).click()
    const link = await page.getByLabel('Link for kim@example.com').inputValue()
    await look(page, 'invite-link')
    await page.getByRole('button', { name: 'Done' }).click()
    await page.getByText('kim@example.com').waitFor()
    const { page: theirs } = await newcomer(door)
    await theirs.goto(link)
    await theirs.getByRole('heading', { name: 'Join Home' }).waitFor()
    await look(theirs, 'join')
    await theirs.getByLabel('Your name').fill('Kim')
    await theirs.getByRole('button', { name: 'Join' }).click()
    await theirs.getByRole('heading', { name: 'How will you sign in next time?' }).waitFor()
    await theirs.goto(`${door.site}/team`)
    await theirs.getByText('Only for owners and managers').waitFor()
    await page.reload()
    await page.getByLabel('Role of Kim').selectOption('manager')
    await page.getByText('Kim is now Manager.').waitFor()
    await page.getByText('Connect a bot in Settings first').waitFor()
    await page.getByRole('button', { name: 'Stop Tom from deciding' }).click()
    await page.getByText('May not decide').waitFor()
    await look(page, 'team')
    await page.getByRole('button', { name: 'Remove Kim' }).click()
    await look(page, 'team-remove')
    await page.getByRole('button', { name: 'Remove', exact: true }).click()
    await page.getByText('Kim is no longer in the team.').waitFor()
    await theirs.reload()
    await theirs.waitForURL('**/sign-in?next=%2Fteam')
  })

  test('a chat account is brought, is shown as the person it is, and is parted again', async () => {
    const { door, page } = await newcomer()
    const tenantId = await tomReviews(door)
    await botsOf(door, tenantId)
    const joins = async (token: string, channel: 'telegram' | 'discord', name: string) => {
      const deps = { store: door.store, now: () => new Date() }
      return acceptInvite(deps, { tenantId, token, channel, externalId: name, name })
    }
    await page.goto(await firstLink(door))
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.getByLabel('Your name').fill('Olga Petrova')
    await page.getByRole('button', { name: 'Later' }).click()
    await page.waitForURL('**/queue')
    await page.goto(`${door.site}/team`)
    await page.getByRole('button', { name: 'Invite to Telegram' }).click()
    // Whoever has no account there yet most likely asks for themselves.
    expect(await page.getByLabel('Who is it for?').inputValue()).toBe('me')
    await look(page, 'chat-invite')
    await page.getByRole('button', { name: 'Make the link' }).click()
    const link = await page.getByLabel('Link for one person').inputValue()
    await look(page, 'chat-link')
    expect(await joins(/join_(.*)/.exec(link)?.[1] ?? '', 'telegram', 'olga_on_the_go')).toMatchObject({
      kind: 'joined',
    })
    await page.getByRole('button', { name: 'Done' }).click()
    await page.getByText('olga_on_the_go on Telegram').waitFor()
    await page.getByRole('button', { name: 'Invite to Telegram' }).click()
    expect(await page.getByLabel('Who is it for?').inputValue()).toBe('other')
    await page.getByRole('button', { name: 'Cancel' }).click()
    await look(page, 'team-reviewers')

    await page.goto(`${door.site}/account`)
    await page.getByRole('button', { name: 'Connect my Discord' }).click()
    await page.getByRole('button', { name: 'Make the words' }).click()
    const words = await page.getByLabel('Words to send to @nova-bot in private').inputValue()
    await look(page, 'chat-words')
    expect(await joins(words.replace('join_', ''), 'discord', 'olga')).toMatchObject({ kind: 'joined' })
    await page.getByRole('button', { name: 'Done' }).click()
    await page.getByRole('button', { name: 'Disconnect olga on Discord' }).waitFor()
    await look(page, 'account-chat')
    await page.getByRole('button', { name: 'Disconnect olga on Discord' }).click()
    await look(page, 'chat-part')
    await page.getByRole('dialog').getByRole('button', { name: 'Disconnect' }).click()
    await page.getByRole('button', { name: 'Disconnect olga on Discord' }).waitFor({ state: 'detached' })
    await page.getByText('olga_on_the_go').waitFor()
  })

  test('an invitation is copied where the page has no clipboard of its own, or says beside it that it is not', async () => {
    const { door, page } = await signedInOwner()
    // As on a page without https:// that is not on this machine.
    await page.addInitScript('Object.defineProperty(navigator, "clipboard", { value: undefined })')
    await page.goto(`${door.site}/team`)
    await page.getByRole('button', { name: 'Invite somebody' }).click()
    const email = page.getByLabel('E-mail address')
    await email.fill('kim@example.com')
    await page.getByRole('button', { name: 'Make the link' }).click()
    const field = page.getByLabel('Link for kim@example.com')
    const link = await field.inputValue()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('button', { name: 'Copy' }).click()
    await dialog.getByRole('button', { name: 'Copied' }).waitFor()
    await page.evaluate('document.execCommand = () => false')
    await dialog.getByRole('button', { name: 'Copied' }).click()
    await dialog.getByRole('alert').getByText('does not allow copying').waitFor()
    await look(page, 'invite-not-copied')
    await page.getByRole('button', { name: 'Done' }).click()
    await page.getByRole('button', { name: 'Invite somebody' }).click()
    await email.click()
    await page.keyboard.press('ControlOrMeta+v')
    expect(await email.inputValue()).toBe(link)
  })

  test('who could bring a chat account here cannot be read: the team page says so, and tries again', async () => {
    const { door, page, tenantId } = await signedInOwner()
    await botsOf(door, tenantId)
    await page.route('**/api/chat-accounts', (route) => route.abort())
    await page.goto(`${door.site}/team`)
    const again = page.getByRole('button', { name: 'Try again' })
    await again.waitFor()
    await look(page, 'team-unknown')
    expect(await page.getByRole('button', { name: 'Invite to Telegram' }).count()).toBe(0)
    await page.unroute('**/api/chat-accounts')
    await again.click()
    await page.getByRole('button', { name: 'Invite to Telegram' }).waitFor()
    expect(await again.count()).toBe(0)
  })

  test('speaks French', async () => {
    const { door, page } = await newcomer()
    await page.goto(`${door.site}/sign-in`)
    await page.getByRole('button', { name: 'Français' }).click()
    await page.getByRole('heading', { name: 'Se connecter à Souvenir' }).waitFor()
    await look(page, 'sign-in-fr')
  })
})

async function newcomer(known?: Awaited<ReturnType<typeof openFrontDoor>>) {
  const browser = await openBrowser()
  const door = known ?? (await openFrontDoor({}, { withConsole: true }))
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'en-GB' })
  context.setDefaultTimeout(20_000)
  onTestFinished(() => context.close())
  return { door, page: await context.newPage() }
}

/** An owner at the console, and Tom who decides in Telegram. */
async function signedInOwner() {
  const { door, page } = await newcomer()
  const tenantId = await tomReviews(door)
  await page.goto(await firstLink(door))
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByRole('button', { name: 'Later' }).click()
  await page.waitForURL('**/queue')
  return { door, page, tenantId }
}

/** Tom decides in Telegram, and there is a creator without a bot. */
async function tomReviews({ store, souvenir }: Awaited<ReturnType<typeof openFrontDoor>>): Promise<string> {
  const { tenantId } = await souvenir.signIn.createFirstOwner()
  const createdAt = new Date()
  await inTenant(store, tenantId, async (scope) => {
    await insertCreator(scope, { id: newId(), name: 'Nova', language: 'en', persona: Persona.parse({}), createdAt })
    const tom = { id: newId(), channel: 'telegram', externalId: '7', name: 'Tom', addedBy: 'environment', createdAt }
    await upsertReviewer(scope, tom)
  })
  return tenantId
}

/** That creator has a bot in either chat app, and each has told its name. */
async function botsOf({ store }: Awaited<ReturnType<typeof openFrontDoor>>, tenantId: string): Promise<void> {
  await inTenant(store, tenantId, async (scope) => {
    const [creator] = await creatorsOf(scope)
    const creatorId = creator?.id ?? ''
    for (const kind of ['telegram', 'discord'] as const) {
      const token =
        kind === 'telegram' ? `7000001:${'A'.repeat(35)}` : `${'M'.repeat(26)}.${'b'.repeat(6)}.${'c'.repeat(38)}`
      const settings = { token, username: kind === 'telegram' ? 'nova_bot' : 'nova-bot' }
      await upsertConnection(scope, {
        id: newId(),
        creatorId,
        kind,
        settings,
        source: 'console',
        status: 'working',
        now: new Date(),
      })
    }
  })
}

async function firstLink(door: Awaited<ReturnType<typeof openFrontDoor>>): Promise<string> {
  return (await door.souvenir.signIn.firstSignInLink()) ?? ''
}

/** No barrier at desk or phone size, nothing wider than the phone; pictures for people who ask for them. */
async function look(page: Page, name: string): Promise<void> {
  await page.locator('main h1').first().waitFor()
  for (const [width, height] of [
    [1440, 900],
    [390, 844],
  ] as const) {
    await page.setViewportSize({ width, height })
    expect(await axeProblems(page), `${name} at ${width}`).toEqual([])
    expect(await page.evaluate('document.documentElement.scrollWidth'), `${name} at ${width}`).toBeLessThanOrEqual(
      width,
    )
    if (SHOTS) await page.screenshot({ path: `${SHOTS}/${name}-${width}.png` })
  }
  await page.setViewportSize({ width: 1440, height: 900 })
}
