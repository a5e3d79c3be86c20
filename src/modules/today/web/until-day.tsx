import { useState } from 'react'
import { addDays } from '#shared/day.ts'
import { today } from '#web/lib/day.ts'
import { Button, Buttons } from '#web/ui/button.tsx'
import { DateField } from '#web/ui/date-field.tsx'
import { Dialog } from '#web/ui/dialog.tsx'
import { Form } from '#web/ui/form.tsx'

const daysOn = (days: number) => addDays(today(), days)

/** Which day something should wait again. */
export default function UntilDay({ onClose, onDay }: { onClose: () => void; onDay: (day: string) => void }) {
  const [day, setDay] = useState(daysOn(14))
  return (
    <Dialog open onClose={onClose} title="Put it aside until a day" shape="sheet">
      <Form
        name="Put it aside"
        onSend={() => {
          if (day < daysOn(1) || day > daysOn(366))
            return { errors: { day: 'Choose a day after today, within a year.' } }
          onDay(day)
        }}
      >
        <DateField
          label="It waits for me again from"
          name="day"
          value={day}
          onChange={setDay}
          min={daysOn(1)}
          max={daysOn(366)}
          required
        />
        <Buttons>
          <Button type="submit" kind="primary">
            Put it aside
          </Button>
          <Button onClick={onClose}>Leave it here</Button>
        </Buttons>
      </Form>
    </Dialog>
  )
}
