import { render } from 'preact'
import { App } from './app.tsx'
import './styles/tokens.css'
import './styles/base.css'
import './styles/ui.css'
import './styles/shell.css'
import './styles/parts.css'
import './styles/fans.css'
import './styles/personality.css'
import './styles/try.css'
import './styles/queue.css'
import './styles/conversation.css'
import './styles/rooms.css'

const root = document.getElementById('app')
if (root) render(<App />, root)
