import { useRouter } from '@tanstack/react-router'
import type { RefObject } from 'react'
import { MenuItem as Item, Menu, MenuSection, Popover, Text } from 'react-aria-components'
import { Icon } from './icon.tsx'
import styles from './menu.module.css'
import type { MenuItem } from './menu.tsx'

type Props = {
  name: string
  parts: readonly (readonly MenuItem[])[]
  button: RefObject<HTMLButtonElement | null>
  onClose: () => void
}

export default function MenuList({ name, parts, button, onClose }: Props) {
  const router = useRouter({ warn: false }) as ReturnType<typeof useRouter> | null | undefined
  const act = (item: MenuItem) => {
    onClose()
    item.onAct?.()
    if (!item.to) return
    if (router && item.to.startsWith('/')) router.history.push(item.to)
    else window.location.assign(item.to)
  }
  return (
    <Popover
      className={styles.popover!}
      aria-label={name}
      triggerRef={button}
      isOpen
      placement="bottom start"
      onOpenChange={(open) => {
        if (!open) onClose()
      }}
    >
      <Menu className={styles.menu!} aria-label={name} autoFocus="first" onClose={onClose}>
        {parts.map((part) => (
          <MenuSection key={part[0]?.id} className={styles.part} aria-label={name}>
            {part.map((item) => (
              <Item
                key={item.id}
                id={item.id}
                className={styles.item!}
                textValue={item.label}
                isDisabled={item.disabled}
                data-kind={item.kind}
                onAction={() => act(item)}
              >
                <Text slot="label">{item.label}</Text>
                {item.chosen && <Icon name="check" label="chosen" />}
                {item.hint && (
                  <Text slot="description" className={styles.hint}>
                    {item.hint}
                  </Text>
                )}
              </Item>
            ))}
          </MenuSection>
        ))}
      </Menu>
    </Popover>
  )
}
