/** How the editor looks: in Strapi's colors, light and dark; the text much as on the site. */
import { createGlobalStyle, styled } from 'styled-components';

export const Bar = styled.div`
  display: flex;
  flex-wrap: wrap;
  align-items: center;
  gap: 0.2rem;
  padding: 0.4rem 0.8rem;
  background: ${({ theme }) => theme.colors.neutral100};
  border-bottom: 1px solid ${({ theme }) => theme.colors.neutral200};
  color: ${({ theme }) => theme.colors.neutral800};
  font-size: 1.2rem;

  .group {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.2rem;
  }
  .end {
    margin-inline-start: auto;
  }
  .caption {
    margin-inline-start: 0.8rem;
  }
  .caption input {
    padding: 0.4rem 0.6rem;
    border: 1px solid ${({ theme }) => theme.colors.neutral200};
    border-radius: 4px;
    background: ${({ theme }) => theme.colors.neutral0};
    color: inherit;
    font: inherit;
  }
`;

export const Tool = styled.button`
  display: inline-flex;
  align-items: center;
  justify-content: center;
  min-width: 2.8rem;
  height: 3.2rem;
  border: 0;
  border-radius: 4px;
  background: none;
  color: ${({ theme }) => theme.colors.neutral700};
  cursor: pointer;

  &:hover:not(:disabled) {
    background: ${({ theme }) => theme.colors.neutral200};
  }
  &[aria-pressed='true'] {
    background: ${({ theme }) => theme.colors.primary100};
    color: ${({ theme }) => theme.colors.primary700};
  }
  &:disabled {
    color: ${({ theme }) => theme.colors.neutral400};
    cursor: default;
  }
  &:focus-visible {
    outline: 2px solid ${({ theme }) => theme.colors.primary600};
    outline-offset: -2px;
  }
`;

export const TextTool = styled(Tool)`
  gap: 0.4rem;
  height: 2.6rem;
  min-width: 2.6rem;
  padding: 0 0.6rem;
  font-size: 1.2rem;
`;

export const Separator = styled.span`
  width: 1px;
  height: 2rem;
  margin: 0 0.2rem;
  background: ${({ theme }) => theme.colors.neutral200};
`;

export const Menu = styled.div`
  z-index: 20;
  max-height: 32rem;
  min-width: 24rem;
  overflow-y: auto;
  padding: 0.4rem;
  border: 1px solid ${({ theme }) => theme.colors.neutral200};
  border-radius: 4px;
  background: ${({ theme }) => theme.colors.neutral0};
  box-shadow: ${({ theme }) => theme.shadows.popupShadow};
  color: ${({ theme }) => theme.colors.neutral800};
  font-size: 1.4rem;
`;

export const MenuItem = styled.div`
  display: flex;
  align-items: center;
  gap: 0.8rem;
  padding: 0.8rem;
  border-radius: 4px;
  cursor: pointer;

  &[aria-selected='true'] {
    background: ${({ theme }) => theme.colors.primary100};
  }
  kbd {
    margin-inline-start: auto;
    color: ${({ theme }) => theme.colors.neutral600};
    white-space: pre;
  }
`;

/** The editor's frame. It fills the window in full-screen mode. */
export const Frame = styled.div<{ $isFull: boolean; $hasError: boolean; $isDisabled: boolean }>`
  display: flex;
  flex-direction: column;
  ${({ $isFull }) =>
    $isFull ? 'position: fixed; inset: 0; z-index: 4; overflow: auto;' : 'position: relative;'}
  border: 1px solid
    ${({ theme, $hasError }) => ($hasError ? theme.colors.danger600 : theme.colors.neutral200)};
  border-radius: ${({ $isFull }) => ($isFull ? '0' : '4px')};
  background: ${({ theme, $isDisabled }) =>
    $isDisabled ? theme.colors.neutral150 : theme.colors.neutral0};
  color: ${({ theme }) => theme.colors.neutral800};

  &:focus-within {
    border-color: ${({ theme }) => theme.colors.primary600};
    box-shadow: 0 0 0 2px ${({ theme }) => theme.colors.primary600};
  }
  .bars {
    position: sticky;
    top: 0;
    z-index: 3;
  }
  .columns {
    display: flex;
    flex: 1;
    align-items: flex-start;
  }
  .text {
    position: relative;
    flex: 1;
    min-width: 0;
  }
  .block-handle {
    position: absolute;
    width: 2rem;
    color: ${({ theme }) => theme.colors.neutral500};
    font-size: 1.8rem;
    line-height: 1.4;
    text-align: center;
    cursor: grab;
    user-select: none;
  }
  .bubble {
    border: 1px solid ${({ theme }) => theme.colors.neutral200};
    border-radius: 4px;
    background: ${({ theme }) => theme.colors.neutral0};
    box-shadow: ${({ theme }) => theme.shadows.popupShadow};
  }
  .link-target {
    display: flex;
    align-items: center;
    gap: 0.8rem;
    max-width: min(40rem, 90vw);
    padding: 0 0.8rem;
  }
  .link-target .link-name {
    min-width: 0;
    overflow-wrap: anywhere;
  }
  .outline {
    position: sticky;
    top: 10rem;
    flex: 0 0 22rem;
    padding: 1.6rem;
    font-size: 1.3rem;
  }
  .outline button {
    display: block;
    padding: 0.4rem 0;
    border: 0;
    background: none;
    color: ${({ theme }) => theme.colors.neutral700};
    font: inherit;
    text-align: start;
    cursor: pointer;
  }
  .outline button:hover {
    color: ${({ theme }) => theme.colors.primary600};
  }
  .outline .level-3 {
    padding-inline-start: 1.2rem;
  }
  .outline .level-4 {
    padding-inline-start: 2.4rem;
  }
  .status {
    display: flex;
    justify-content: space-between;
    gap: 1.6rem;
    padding: 0.8rem 1.6rem;
    border-top: 1px solid ${({ theme }) => theme.colors.neutral200};
    color: ${({ theme }) => theme.colors.neutral600};
    font-size: 1.2rem;
  }
  .problem {
    color: ${({ theme }) => theme.colors.danger600};
    font-size: 1.2rem;
  }

  .tiptap {
    max-width: 76rem;
    min-height: ${({ $isFull }) => ($isFull ? 'calc(100vh - 14rem)' : '32rem')};
    margin: 0 auto;
    padding: 2.4rem 3.2rem;
    font-size: 1.6rem;
    line-height: 1.6;
    outline: none;
    overflow-wrap: anywhere;
  }
  .tiptap > * + * {
    margin-top: 1.2rem;
  }
  .tiptap > :first-child {
    margin-top: 0;
  }
  .tiptap :is(p, h2, h3, h4, li, td, th, figcaption) {
    unicode-bidi: plaintext;
    text-align: start;
  }
  .tiptap h2 {
    margin-top: 2.8rem;
    font-size: 2.4rem;
    font-weight: 600;
    line-height: 1.25;
  }
  .tiptap h3 {
    margin-top: 2.4rem;
    font-size: 2rem;
    font-weight: 600;
    line-height: 1.3;
  }
  .tiptap h4 {
    margin-top: 2rem;
    font-size: 1.7rem;
    font-weight: 600;
  }
  .tiptap strong {
    font-weight: 700;
  }
  .tiptap em {
    font-style: italic;
  }
  .tiptap sub {
    vertical-align: sub;
    font-size: 0.8em;
  }
  .tiptap sup {
    vertical-align: super;
    font-size: 0.8em;
  }
  .tiptap a {
    color: ${({ theme }) => theme.colors.primary600};
    text-decoration: underline;
    cursor: text;
  }
  .tiptap .language {
    border-bottom: 1px dotted ${({ theme }) => theme.colors.neutral500};
  }
  .tiptap ul,
  .tiptap ol {
    padding-inline-start: 2.8rem;
  }
  .tiptap ul {
    list-style: disc;
  }
  .tiptap ul ul {
    list-style: circle;
  }
  .tiptap ol {
    list-style: decimal;
  }
  .tiptap li > * + * {
    margin-top: 0.4rem;
  }
  .tiptap blockquote {
    padding-inline-start: 1.6rem;
    border-inline-start: 4px solid ${({ theme }) => theme.colors.neutral300};
    color: ${({ theme }) => theme.colors.neutral700};
  }
  .tiptap hr {
    height: 1px;
    border: 0;
    background: ${({ theme }) => theme.colors.neutral300};
  }
  .tiptap hr.ProseMirror-selectednode {
    outline: 2px solid ${({ theme }) => theme.colors.primary600};
  }

  .tiptap .citation {
    padding: 0 0.3rem;
    border-radius: 3px;
    background: ${({ theme }) => theme.colors.primary100};
    color: ${({ theme }) => theme.colors.primary700};
    font-weight: 600;
    cursor: default;
  }
  .tiptap .citation::before {
    content: attr(data-number);
  }
  .tiptap .citation.missing {
    background: ${({ theme }) => theme.colors.danger100};
    color: ${({ theme }) => theme.colors.danger700};
  }

  .tiptap .callout {
    padding: 1.6rem;
    border-inline-start: 4px solid ${({ theme }) => theme.colors.secondary600};
    border-radius: 4px;
    background: ${({ theme }) => theme.colors.secondary100};
  }
  .tiptap .callout.caution {
    border-color: ${({ theme }) => theme.colors.warning600};
    background: ${({ theme }) => theme.colors.warning100};
  }
  .tiptap .callout:is(.urgent, .emergency) {
    border-color: ${({ theme }) => theme.colors.danger600};
    background: ${({ theme }) => theme.colors.danger100};
  }
  .tiptap .callout-title {
    font-size: 1.3rem;
    font-weight: 700;
    user-select: none;
  }
  .tiptap .callout p + p,
  .tiptap .answer > * + *,
  .tiptap .steps li > * + * {
    margin-top: 0.8rem;
  }
  .tiptap .steps > li::marker {
    font-weight: 700;
  }
  .tiptap .steps > li + li,
  .tiptap .faq-item + .faq-item {
    margin-top: 1.6rem;
  }
  .tiptap .step-title,
  .tiptap .question {
    font-weight: 700;
  }
  .tiptap .faq {
    padding-inline-start: 1.6rem;
    border-inline-start: 4px solid ${({ theme }) => theme.colors.primary200};
  }

  .tiptap .table {
    overflow-x: auto;
  }
  .tiptap table {
    min-width: 100%;
    border-collapse: collapse;
  }
  .tiptap :is(td, th) {
    position: relative;
    min-width: 6rem;
    padding: 0.6rem 1rem;
    border: 1px solid ${({ theme }) => theme.colors.neutral300};
    vertical-align: top;
  }
  .tiptap th {
    background: ${({ theme }) => theme.colors.neutral150};
    font-weight: 600;
  }
  .tiptap .selectedCell::after {
    position: absolute;
    inset: 0;
    background: ${({ theme }) => theme.colors.primary200};
    content: '';
    opacity: 0.4;
    pointer-events: none;
  }

  .tiptap figure {
    margin: 0;
  }
  .tiptap figure img {
    display: block;
    max-width: 100%;
    max-height: 40rem;
    margin: 0 auto;
    border-radius: 4px;
  }
  .tiptap figure img.pending {
    opacity: 0.5;
  }
  .tiptap figcaption {
    margin-top: 0.6rem;
    color: ${({ theme }) => theme.colors.neutral600};
    font-size: 1.4rem;
  }
  .tiptap .form {
    display: flex;
    flex-direction: column;
    gap: 1.2rem;
    padding: 1.6rem;
    border: 1px solid ${({ theme }) => theme.colors.neutral200};
    border-radius: 4px;
    background: ${({ theme }) => theme.colors.neutral100};
  }
  .tiptap figure + .form {
    margin-top: 1.2rem;
  }
  .tiptap .form .row {
    display: grid;
    grid-template-columns: 2fr 1fr;
    gap: 1.2rem;
    align-items: start;
  }
  .tiptap .form-title {
    font-size: 1.3rem;
    font-weight: 700;
    cursor: grab;
  }
  .tiptap .selected {
    outline: 2px solid ${({ theme }) => theme.colors.primary600};
    outline-offset: 2px;
  }
  .tiptap .locked {
    padding: 1.6rem;
    border: 1px dashed ${({ theme }) => theme.colors.neutral400};
    border-radius: 4px;
    background: ${({ theme }) => theme.colors.neutral100};
    font-size: 1.4rem;
  }
  .tiptap .locked pre {
    overflow-x: auto;
    font-size: 1.2rem;
  }

  .tiptap .is-empty:not(.is-editor-empty)[data-placeholder]::before,
  .tiptap .is-editor-empty:first-child::before,
  .tiptap :is(.step-title, .question, figcaption):has(> br:only-child)::before {
    float: inline-start;
    height: 0;
    color: ${({ theme }) => theme.colors.neutral500};
    content: attr(data-placeholder);
    font-weight: 400;
    pointer-events: none;
  }
  .ProseMirror-gapcursor {
    position: absolute;
    display: none;
    pointer-events: none;
  }
  .ProseMirror-gapcursor::after {
    position: absolute;
    top: -2px;
    width: 2rem;
    border-top: 1px solid ${({ theme }) => theme.colors.neutral800};
    content: '';
  }
  .ProseMirror-focused .ProseMirror-gapcursor {
    display: block;
  }

  /* A phone: the tools scroll sideways. */
  @media (width < 48rem) {
    .bars > [role='toolbar'] {
      flex-wrap: nowrap;
      overflow-x: auto;
    }
    .bars .group {
      flex-wrap: nowrap;
    }
    .bars button {
      flex-shrink: 0;
    }
    .tiptap {
      padding: 1.6rem;
    }
    .tiptap .form .row {
      grid-template-columns: 1fr;
    }
    .outline {
      display: none;
    }
  }
`;

/**
 * On a phone Strapi scrolls a box farther out than elsewhere. The one that scrolls elsewhere still hides
 * what flows over, and would hold the bars; clipped, it lets them stick to the one that scrolls.
 */
export const StickyBarsOnPhones = createGlobalStyle`
  @media (width < 48rem) {
    div:has(> main .article-editor) {
      overflow: clip visible;
    }
  }
`;

/** Something that a writer must know. */
export const Notice = styled.div<{ $tone: 'warning' | 'danger' }>`
  display: flex;
  flex-direction: column;
  align-items: flex-start;
  gap: 0.8rem;
  padding: 1.2rem 1.6rem;
  border-bottom: 1px solid ${({ theme, $tone }) => theme.colors[`${$tone}200`]};
  background: ${({ theme, $tone }) => theme.colors[`${$tone}100`]};
  font-size: 1.4rem;
`;
