import { type CSSVariablesResolver, createTheme, type MantineColorsTuple } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { createElement } from 'react';

/** Brand purple; index 7 is the brand's own #682577. */
const brand: MantineColorsTuple = [
  '#f9f2fb',
  '#efe0f3',
  '#dfc1e6',
  '#cc9dd8',
  '#b678c6',
  '#9c55ae',
  '#813a94',
  '#682577',
  '#521b5f',
  '#3b1245',
];

/** Neutral greys with a breath of the brand's hue, so that surfaces and accents belong together. */
const gray: MantineColorsTuple = [
  '#faf9fb',
  '#f4f2f6',
  '#e9e6ed',
  '#dcd8e2',
  '#c3bdcb',
  '#9a93a5',
  '#6f6779',
  '#544d5d',
  '#3a3441',
  '#231f28',
];

const dark: MantineColorsTuple = [
  '#dcd8e0',
  '#b9b3c0',
  '#a09aa8',
  '#6f6878',
  '#4a4452',
  '#3a3541',
  '#2b2731',
  '#201d25',
  '#19161d',
  '#121015',
];

export const theme = createTheme({
  primaryColor: 'brand',
  primaryShade: { light: 7, dark: 5 },
  colors: { brand, gray, dark },
  black: '#231f28',
  fontFamily: 'ui-sans-serif, system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif',
  fontFamilyMonospace: 'ui-monospace, SFMono-Regular, Menlo, Consolas, monospace',
  defaultRadius: 'md',
  radius: { xs: '4px', sm: '6px', md: '8px', lg: '12px', xl: '16px' },
  headings: {
    fontWeight: '650',
    sizes: {
      h1: { fontSize: '1.625rem', lineHeight: '1.25' },
      h2: { fontSize: '1.25rem', lineHeight: '1.35' },
      h3: { fontSize: '1.0625rem', lineHeight: '1.4' },
    },
  },
  cursorType: 'pointer',
  respectReducedMotion: true,
  autoContrast: true,
  luminanceThreshold: 0.35,
  components: {
    // What people write finds its own direction; `dir` itself would reach the frame round the field.
    Input: { defaultProps: { attributes: { input: { dir: 'auto' } } } },
    // Its options do (global.css); the arrow stays where it is, and is that of other choices.
    NativeSelect: {
      defaultProps: {
        attributes: { input: { dir: 'ltr' } },
        rightSection: createElement(IconChevronDown, { size: 16, 'aria-hidden': true }),
      },
    },
  },
});

/**
 * Colours by role. `--ct-accent-text` is the brand on light and the cream on dark; muted text keeps 4.5:1 on
 * every surface, control borders keep 3:1 (measured in theme.spec.ts).
 */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-body': roles.light.body,
    '--mantine-color-text': roles.light.text,
    '--mantine-color-dimmed': roles.light.muted,
    '--mantine-color-anchor': roles.light.accentText,
    '--mantine-color-placeholder': roles.light.muted,
    '--mantine-color-error': roles.light.danger,
    '--mantine-color-default-border': roles.light.controlBorder,
    '--ct-accent-text': roles.light.accentText,
    '--ct-surface': roles.light.surface,
    '--ct-surface-sunken': roles.light.sunken,
    '--ct-line': roles.light.line,
    '--ct-danger': roles.light.danger,
  },
  dark: {
    '--mantine-color-body': roles.dark.body,
    '--mantine-color-text': roles.dark.text,
    '--mantine-color-dimmed': roles.dark.muted,
    '--mantine-color-anchor': roles.dark.accentText,
    '--mantine-color-placeholder': roles.dark.muted,
    '--mantine-color-error': roles.dark.danger,
    '--mantine-color-default-border': roles.dark.controlBorder,
    '--ct-accent-text': roles.dark.accentText,
    '--ct-surface': roles.dark.surface,
    '--ct-surface-sunken': roles.dark.sunken,
    '--ct-line': roles.dark.line,
    '--ct-danger': roles.dark.danger,
  },
});

/** The palette by role, for the variables above and for the test that measures its contrast. */
export const roles = {
  light: {
    body: gray[0],
    surface: '#ffffff',
    sunken: gray[1],
    line: gray[2],
    text: gray[9],
    muted: '#645c6e',
    accentText: brand[7],
    controlBorder: '#8e8699',
    danger: '#b42318',
  },
  dark: {
    body: dark[8],
    surface: dark[7],
    sunken: dark[9],
    line: dark[5],
    text: '#ece9ef',
    muted: '#aba4b3',
    accentText: '#fcf4de',
    controlBorder: '#7d7687',
    danger: '#ff9a8f',
  },
} as const;
