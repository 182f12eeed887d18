import { useState } from 'preact/hooks'
import { useLocation } from 'preact-iso'
import { ApiFailure, api, unwrap } from '../client.ts'
import { Button } from '../ui/button.tsx'
import { Dialog, DialogActions } from '../ui/dialog.tsx'
import { Field } from '../ui/field.tsx'
import { say } from '../ui/toast.tsx'
import { t } from '../words.ts'
import { PasteLines } from './paste-lines.tsx'
import { type AskedPaste, usePreview } from './use-preview.ts'

/** A conversation kept by hand, and who it is with. */
export interface PastePlace {
  conversationId: string
  fan: string
}

/** The dates in a copied chat are by the clock of whoever copied it. */
const HERE = Intl.DateTimeFormat().resolvedOptions().timeZone

/** Only suggestions; every other name is good, too. */
const PLATFORMS = ['OnlyFans', 'Fansly', 'MYM', 'Fanvue', 'Instagram', 'Patreon']

/** Brings in what a person copied out of a chat; they see whose words each are before anything is kept. */
export function PasteDialog({
  title,
  place,
  onClose,
}: {
  title: string
  place: PastePlace | undefined
  onClose: () => void
}) {
  const { route } = useLocation()
  const [name, setName] = useState('')
  const [platform, setPlatform] = useState('')
  const [creatorId, setCreatorId] = useState<string | undefined>()
  const [text, setText] = useState('')
  const [isBusy, setBusy] = useState(false)
  const [refused, setRefused] = useState<string | undefined>()
  const isGood = text.trim() !== '' && (place !== undefined || (name.trim() !== '' && platform.trim() !== ''))
  const where = place
    ? { conversationId: place.conversationId }
    : { name: name.trim(), platform: platform.trim(), ...(creatorId ? { creatorId } : {}) }
  const asked: AskedPaste | undefined = isGood ? { ...where, text, timeZone: HERE } : undefined
  const { preview, problem, isCurrent } = usePreview(asked)
  const isReady = isCurrent && preview?.lines.some(({ isKnown }) => !isKnown)
  const save = async (): Promise<void> => {
    if (!asked || !isReady || isBusy) return
    setBusy(true)
    setRefused(undefined)
    try {
      const { conversationId, stored, known } = await unwrap(api['pasted-messages'].$post({ json: asked }))
      say([t('paste.kept', { count: stored }), known > 0 ? t('paste.known', { count: known }) : ''].join(' ').trim())
      onClose()
      if (!place) route(`/conversations/${conversationId}`)
    } catch (failure) {
      setRefused(failure instanceof ApiFailure ? failure.message : String(failure))
    } finally {
      setBusy(false)
    }
  }
  return (
    <Dialog title={title} onClose={onClose}>
      <form
        class="form"
        onSubmit={(event) => {
          event.preventDefault()
          void save()
        }}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void save()
        }}
      >
        {!place && (
          <div class="form-pair">
            <Field
              label={t('paste.name')}
              value={name}
              onInput={setName}
              more={{ maxLength: 120, autocomplete: 'off', autoFocus: true }}
            />
            <Field
              label={t('paste.platform')}
              value={platform}
              onInput={setPlatform}
              more={{ maxLength: 60, list: 'paste-platforms', autocomplete: 'off', placeholder: 'OnlyFans' }}
            />
            <datalist id="paste-platforms">
              {PLATFORMS.map((known) => (
                <option key={known} value={known} />
              ))}
            </datalist>
          </div>
        )}
        {!place && preview && preview.creators.length > 1 && (
          <Field
            label={t('paste.creator')}
            value={creatorId ?? preview.creatorId}
            onInput={setCreatorId}
            options={preview.creators.map((creator) => ({ value: creator.id, label: creator.name }))}
          />
        )}
        <Field
          label={t('paste.text')}
          value={text}
          onInput={setText}
          rows={6}
          hint={t('paste.text.hint')}
          problem={refused ?? problem}
          more={{ maxLength: 100_000, autoFocus: place !== undefined }}
        />
        {preview && asked && <PasteLines preview={preview} fan={place?.fan ?? name.trim()} isNamed={!place} />}
        <DialogActions>
          <Button onClick={onClose}>{t('action.cancel')}</Button>
          <Button look="main" type="submit" keys="Ctrl ⏎" disabled={!isReady || isBusy}>
            {t('paste.save')}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  )
}
