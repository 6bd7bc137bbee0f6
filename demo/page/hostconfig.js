// How cards look here: close to Teams' light and dark themes.

const { AdaptiveCards } = window;
export const darkMode = window.matchMedia("(prefers-color-scheme: dark)");

const LIGHT = {
  text: ["#1b2430", "#525d6b"],
  accent: ["#0a5f65", "#0a5f65"],
  good: ["#1c6b35", "#2c7442"],
  warning: ["#8a4b00", "#8a4b00"],
  attention: ["#b3261e", "#a33a33"],
  surfaces: {
    default: "#ffffff", emphasis: "#f3f6f8", accent: "#e3f2f2", good: "#e6f4ea", warning: "#fdf1de", attention: "#fdebe9",
  },
  line: "#e1e6ea",
};
const DARK = {
  text: ["#f1f4f7", "#b4bfca"],
  accent: ["#7fd3d6", "#7fd3d6"],
  good: ["#86d49c", "#86d49c"],
  warning: ["#f3c274", "#f3c274"],
  attention: ["#ff9d94", "#ff9d94"],
  surfaces: {
    default: "#23292f", emphasis: "#2d343b", accent: "#173b3e", good: "#1d3a27", warning: "#402f14", attention: "#472422",
  },
  line: "#3a434c",
};

const color = ([normal, subtle]) => ({ default: normal, subtle });

function containerStyle(theme, surface) {
  return {
    backgroundColor: theme.surfaces[surface],
    foregroundColors: {
      default: color(theme.text), dark: color(theme.text), light: color(theme.text), accent: color(theme.accent),
      good: color(theme.good), warning: color(theme.warning), attention: color(theme.attention),
    },
  };
}

export function hostConfig() {
  const theme = darkMode.matches ? DARK : LIGHT;
  return new AdaptiveCards.HostConfig({
    fontFamily: "'Segoe UI', system-ui, -apple-system, 'Noto Sans', sans-serif",
    fontSizes: { small: 12, default: 14, medium: 15, large: 18, extraLarge: 22 },
    fontWeights: { lighter: 400, default: 400, bolder: 600 },
    spacing: { small: 6, default: 10, medium: 14, large: 20, extraLarge: 28, padding: 16 },
    separator: { lineThickness: 1, lineColor: theme.line },
    imageSizes: { small: 32, medium: 52, large: 100 },
    supportsInteractivity: true,
    containerStyles: Object.fromEntries(
      Object.keys(theme.surfaces).map((surface) => [surface, containerStyle(theme, surface)]),
    ),
    textStyles: { heading: { size: "Large", weight: "Bolder" }, columnHeader: { weight: "Bolder" } },
    textBlock: { headingLevel: 3 },
    factSet: {
      title: { color: "Default", isSubtle: true, size: "Default", weight: "Default", wrap: true, maxWidth: 160 },
      value: { color: "Default", size: "Default", weight: "Default", wrap: true },
      spacing: 14,
    },
    inputs: {
      label: {
        inputSpacing: "Small",
        requiredInputs: { weight: "Bolder", suffix: " *", suffixColor: "Attention" },
        optionalInputs: { weight: "Bolder" },
      },
      errorMessage: { color: "Attention", spacing: "Small" },
    },
    actions: {
      actionsOrientation: "Horizontal", actionAlignment: "Left", buttonSpacing: 8, maxActions: 6, spacing: "Large",
      preExpandSingleShowCardAction: false,
      showCard: { actionMode: "Inline", inlineTopMargin: 12, style: "emphasis" },
    },
  });
}
