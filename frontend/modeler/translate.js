// The words of bpmn-js itself, from the same catalogue as every other sentence.
export const translated = (words) => ({
  translate: ['value', (template, facts = {}) => (words[template] ?? template).replace(/{([^}]+)}/g, (_, name) => words[facts[name]] ?? facts[name] ?? `{${name}}`)],
});
