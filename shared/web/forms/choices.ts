import { html } from 'hono/html';
import type { Html } from '../html.ts';
import { description, type Field, hintAndProblems } from './field.ts';
import { allOf, type FormState, fieldId } from './form-state.ts';

export interface Choices extends Field {
  readonly options: readonly {
    readonly value: string;
    readonly label: string;
    readonly hint?: string | undefined;
  }[];
  /** Where there is room: one below the other, all in one row, or in two columns. */
  readonly layout?: 'row' | 'columns' | undefined;
}

/** Several answers of which one can be given. It stands in a fieldset that asks the question. */
export function radios(form: FormState, field: Choices): Html {
  const id = fieldId(form, field.name);
  return html`${hintAndProblems(form, field)}<div class="choices ${field.layout}" role="radiogroup" aria-labelledby="${id}-legend"${description(form, field)}>
${options(form, field, 'radio')}</div>`;
}

/** Several answers of which any number can be given. It stands in a fieldset that asks the question. */
export function checkboxes(form: FormState, field: Choices): Html {
  return html`${hintAndProblems(form, field)}<div class="choices ${field.layout}">
${options(form, field, 'checkbox')}</div>`;
}

function options(form: FormState, field: Choices, type: 'radio' | 'checkbox'): Html[] {
  const { name } = field;
  const given = allOf(form.values, name);
  return field.options.map(({ value, label, hint }, index) => {
    // The link of the error summary leads to the first one.
    const id = index === 0 ? fieldId(form, name) : `${fieldId(form, name)}-${value}`;
    const checked = type === 'radio' ? given[0] === value : given.includes(value);
    return html`<label class="choice"><input type="${type}" id="${id}" name="${name}" value="${value}"${checked && html` checked`}${type === 'checkbox' && description(form, field)}><span>${label}${hint !== undefined && html`<small>${hint}</small>`}</span></label>
`;
  });
}

/** The fieldset around a group of controls. */
export function group(
  form: FormState,
  { name, label, optional = false }: Field,
  content: Html | readonly Html[],
  attributes: Html | undefined = undefined,
): Html {
  return html`<fieldset class="group${form.problems.has(name) && ' wrong'}"${attributes}>
<legend id="${fieldId(form, name)}-legend">${label}${optional && html` <span class="optional">(optional)</span>`}</legend>
${content}
</fieldset>`;
}
