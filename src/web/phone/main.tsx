import './colours.css'
import './phone.css'
import './controls.css'
import './kinds.css'
import { render } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { whereTo } from './code.ts'
import { CodePage, DoorPage } from './door.tsx'
import { whenIdle } from './idle.ts'
import { knowKinds } from './kinds/index.ts'
import { Room } from './room.ts'
import { RoomPage } from './room-page.tsx'

try {
  const theme = localStorage.getItem('trefoil.theme')
  if (theme === 'dark' || theme === 'light') document.documentElement.dataset.theme = theme
} catch {
  // A browser that keeps nothing follows the system's theme.
}

/** A room, for as long as its page is open. */
function InRoom({ id, table, go }: { id: string; table: boolean | undefined; go: (path: string) => void }) {
  const [room] = useState(() => new Room(id, table))
  useEffect(() => {
    room.start()
    return () => room.stop()
  }, [room])
  return <RoomPage room={room} go={go} />
}

/** A slip is opened by its own address, and fetched only there. */
function SlipHere() {
  const [slips, setSlips] = useState<typeof import('./slip.tsx') | null>(null)
  useEffect(() => void import('./slip.tsx').then(setSlips), [])
  return slips === null ? <p role="status">One moment…</p> : <slips.SlipPage />
}

function App() {
  const [path, setPath] = useState(location.pathname)
  const [table, setTable] = useState<boolean>()
  const where = whereTo(path)
  const go = (to: string) => {
    history.pushState(null, '', to)
    setPath(to)
  }
  const enter = (to: string, forTable?: boolean) => {
    history.replaceState(null, '', `/in/${to}`)
    setTable(forTable)
    setPath(`/in/${to}`)
  }
  useEffect(() => {
    const back = () => setPath(location.pathname)
    addEventListener('popstate', back)
    return () => removeEventListener('popstate', back)
  }, [])
  if (path === '/slip') return <SlipHere />
  if (where === null) return <CodePage go={go} />
  if ('code' in where) return <DoorPage key={where.code} code={where.code} go={go} enter={enter} />
  return <InRoom key={where.room} id={where.room} table={table} go={go} />
}

knowKinds()
render(<App />, document.getElementById('root')!)
whenIdle()
