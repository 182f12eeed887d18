import { LocationProvider, Route, Router, useLocation } from 'preact-iso'
import { later } from './later.tsx'
import { QueuePage } from './queue/queue-page.tsx'
import { Shell } from './shell.tsx'
import { NothingHere } from './ui/nothing-here.tsx'

const FanPage = later(async () => (await import('./fans/fan-page.tsx')).FanPage)
const FansPage = later(async () => (await import('./fans/fans-page.tsx')).FansPage)
const FanvueBack = later(async () => (await import('./settings/fanvue-back.tsx')).FanvueBack)
const HealthPage = later(async () => (await import('./health/health-page.tsx')).HealthPage)
const Account = later(async () => (await import('./people/account.tsx')).Account)
const SignIn = later(async () => (await import('./people/sign-in.tsx')).SignIn)
const Team = later(async () => (await import('./people/team.tsx')).Team)
const RecordPage = later(async () => (await import('./audit/record-page.tsx')).RecordPage)
const RightsPage = later(async () => (await import('./rights/rights-page.tsx')).RightsPage)
const SettingsPage = later(async () => (await import('./settings/settings-page.tsx')).SettingsPage)
const TryPage = later(async () => (await import('./try/try-page.tsx')).TryPage)

/** Every address of the console. */
export function App() {
  return (
    <LocationProvider>
      <Framed />
    </LocationProvider>
  )
}

/** Addresses for people who are not signed in: they stand alone, without the rail. */
const ALONE = ['/sign-in']

function Framed() {
  const { path } = useLocation()
  if (ALONE.includes(path)) return <Rooms />
  return <Shell>{isQueue(path) ? <QueuePage conversationId={conversationIn(path)} /> : <Rooms />}</Shell>
}

/** The queue and its conversations are one page: going from one to the next must not build it anew. */
const isQueue = (path: string) => path === '/' || path === '/queue' || conversationIn(path) !== undefined
const conversationIn = (path: string) => /^\/conversations\/([\w-]+)$/.exec(path)?.[1]

function Rooms() {
  return (
    <Router>
      <Route path="/sign-in" component={SignIn} />
      <Route path="/fans" component={FansPage} />
      <Route path="/fans/:id" component={FanPage} />
      <Route path="/try" component={TryPage} />
      <Route path="/health" component={HealthPage} />
      <Route path="/rights" component={RightsPage} />
      <Route path="/settings" component={SettingsPage} />
      <Route path="/connect/fanvue" component={FanvueBack} />
      <Route path="/audit" component={RecordPage} />
      <Route path="/account" component={Account} />
      <Route path="/team" component={Team} />
      <Route default component={NothingHere} />
    </Router>
  )
}
