import { type RefObject, useEffect } from 'react'

/** Where somebody was: the thing itself, and what stood around it, from the inside out. */
type Place = { at: HTMLElement; path: string; around: { box: Element; before: Element[]; after: Element[] }[] }

// A field is left out: to be put into one opens the keyboard of a phone, which nobody asked for.
const GOES_ON = 'a[href], button, summary, [tabindex="0"]'

/**
 * Whoever is at something that goes, as what they dealt with leaves a list, is put beside where it was: to what comes after it,
 * else before it, else to the whole page. Without it a press of Tab would begin at the top again.
 */
export function useFocusStays(whole: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const main = whole.current
    if (main === null) return
    let place: Place | null = null
    let soon = 0
    const come = ({ target }: FocusEvent) => {
      if (!(target instanceof HTMLElement)) return
      if (main.contains(target)) place = target === main ? null : placeOf(target, main)
      // A sheet or a menu lies over the page and is come back from; the rail is left for.
      else if (main.parentElement?.contains(target)) place = null
    }
    const look = () => {
      if (place === null || document.activeElement !== document.body || !document.hasFocus()) return
      if (place.path !== location.pathname) place = null
      else (isThere(place.at) ? place.at : nextTo(place, main)).focus({ preventScroll: true })
    }
    // Whoever points elsewhere has left it.
    const leave = () => {
      place = null
    }
    // What goes may come back in the same breath, and a sheet that closes mostly gives the focus back by itself.
    const later = () => {
      clearTimeout(soon)
      soon = window.setTimeout(look, 50)
    }
    const changes = new MutationObserver(later)
    // The whole body: sheets stand beside the page, and one that goes with the focus in it says so in no other way.
    changes.observe(document.body, { childList: true, subtree: true })
    document.addEventListener('focusin', come)
    document.addEventListener('pointerdown', leave, true)
    return () => {
      clearTimeout(soon)
      changes.disconnect()
      document.removeEventListener('focusin', come)
      document.removeEventListener('pointerdown', leave, true)
    }
  }, [whole])
}

function placeOf(at: HTMLElement, main: HTMLElement): Place {
  const around: Place['around'] = []
  for (let here: Element = at; here !== main && here.parentElement !== null; here = here.parentElement) {
    const beside = [...here.parentElement.children]
    const where = beside.indexOf(here)
    around.push({ box: here.parentElement, before: beside.slice(0, where).reverse(), after: beside.slice(where + 1) })
  }
  return { at, path: location.pathname, around }
}

function nextTo({ around }: Place, main: HTMLElement): HTMLElement {
  const there = around.filter(({ box }) => box.isConnected)
  for (const { before, after } of there) {
    for (const one of after) {
      const found = one.isConnected ? within(one)[0] : undefined
      if (found) return found
    }
    for (const one of before) {
      const found = one.isConnected ? within(one).at(-1) : undefined
      if (found) return found
    }
  }
  return main
}

const isThere = (one: Element) => one.isConnected && one.checkVisibility() && !one.matches(':disabled')

const within = (one: Element): HTMLElement[] =>
  [...(one.matches(GOES_ON) ? [one] : []), ...one.querySelectorAll(GOES_ON)].filter(
    (each): each is HTMLElement => each instanceof HTMLElement && isThere(each),
  )
