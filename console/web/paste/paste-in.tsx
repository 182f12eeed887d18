import { ClipboardPaste } from 'lucide'
import { useState } from 'preact/hooks'
import { Button } from '../ui/button.tsx'
import { t } from '../words.ts'
import { PasteDialog, type PastePlace } from './paste-dialog.tsx'

/*
 * <PasteIn />                                   for a fan to be named
 * <PasteIn place={{ conversationId, fan: 'Tom' }} />   for a conversation kept by hand
 * `isIcon` where there is no room for words.
 */
export function PasteIn({
  place,
  isIcon = false,
  isOpenFirst = false,
}: {
  place?: PastePlace
  isIcon?: boolean
  /** Somebody came here to paste. */
  isOpenFirst?: boolean
}) {
  const [isOpen, setOpen] = useState(isOpenFirst)
  const title = place ? t('paste.title.of', { fan: place.fan }) : t('paste.title')
  const open = () => setOpen(true)
  return (
    <>
      {isIcon ? (
        <Button icon={ClipboardPaste} label={title} onClick={open} />
      ) : (
        <Button look="plain" icon={ClipboardPaste} onClick={open}>
          {title}
        </Button>
      )}
      {isOpen && <PasteDialog title={title} place={place} onClose={() => setOpen(false)} />}
    </>
  )
}
