import { Heading, Modal, ModalOverlay, Dialog as Sheet } from 'react-aria-components'
import styles from './dialog.module.css'
import type { DialogProps } from './dialog.tsx'
import { Icon } from './icon.tsx'

export default function DialogModal({
  open,
  onClose,
  title,
  children,
  actions,
  shape = 'plain',
  mustAnswer,
}: DialogProps) {
  return (
    <ModalOverlay
      className={styles.veil!}
      data-shape={shape}
      isOpen={open}
      isDismissable={!mustAnswer}
      isKeyboardDismissDisabled={mustAnswer}
      onOpenChange={(isOpen) => {
        if (!isOpen) onClose()
      }}
    >
      <Modal className={styles.modal!}>
        <Sheet className={styles.sheet!} role={mustAnswer ? 'alertdialog' : 'dialog'}>
          <div className={styles.head}>
            <Heading slot="title" level={2} className={styles.title}>
              {title}
            </Heading>
            {!mustAnswer && (
              <button type="button" className={styles.close} onClick={onClose}>
                <Icon name="cross" label="Close" />
              </button>
            )}
          </div>
          <div className={styles.body}>{children}</div>
          {actions && <div className={styles.actions}>{actions}</div>}
        </Sheet>
      </Modal>
    </ModalOverlay>
  )
}
