import { Download } from 'lucide'
import { Button } from '../ui/button.tsx'
import { t } from '../words.ts'
import { type Erasure, receiptFile, rowsIn } from './rights-data.ts'

/** What went, in a line, with the whole of it to download. */
export function Receipt({ erasure }: { erasure: Erasure }) {
  const { receipt, mark } = erasure
  const takenDown = receipt.cards_taken_down ?? 0
  const outOfReach = receipt.cards_out_of_reach ?? 0
  return (
    <div>
      <p>
        {t('erasure.removed', { rows: rowsIn(receipt), messages: receipt.messages ?? 0 })}{' '}
        {takenDown > 0 && `${t('erasure.cards', { count: takenDown })} `}
        {outOfReach > 0 && t('erasure.cards-left', { count: outOfReach })}
      </p>
      <Button
        look="plain"
        icon={Download}
        href={receiptFile(erasure)}
        onClick={(event) => event.stopPropagation()}
        more={{ download: `receipt-${mark.slice(0, 8)}.json` }}
      >
        {t('erasure.receipt')}
      </Button>
    </div>
  )
}
