import { html } from 'hono/html';
import type { Content, Html } from '../html.ts';
import { type FormState, fieldId, firstOf } from './form-state.ts';

export interface Field {
  readonly name: string;
  readonly label: string;
  readonly hint?: string | undefined;
  readonly optional?: boolean | undefined;
}

export interface TextField extends Field {
  readonly type?: 'text' | 'date' | undefined;
  /** Id of a datalist. */
  readonly list?: string | undefined;
  readonly autocomplete?: string | undefined;
  readonly inputmode?: 'decimal' | undefined;
  readonly readonly?: boolean | undefined;
}

/** A label with its input, its hint and what is wrong with it. */
export function textField(form: FormState, field: TextField): Html {
  const { name, type = 'text', list, autocomplete = 'off', inputmode, readonly = false } = field;
  return fieldAround(
    form,
    field,
    html`<input id="${fieldId(form, name)}" name="${name}" type="${type}" value="${firstOf(form.values, name)}" autocomplete="${autocomplete}"${list !== undefined && html` list="${list}"`}${inputmode !== undefined && html` inputmode="${inputmode}"`}${readonly && html` readonly`}${description(form, field)}>`,
  );
}

/** A file to choose. No browser fills it in again after an error. */
export const fileField = (form: FormState, field: Field & { readonly accept: string }): Html =>
  fieldAround(
    form,
    field,
    html`<input id="${fieldId(form, field.name)}" name="${field.name}" type="file" accept="${field.accept}"${description(form, field)}>`,
  );

export interface SelectField extends Field {
  readonly options: readonly { readonly value: string; readonly label: string }[];
  /** The choice that stands for no answer. */
  readonly none: string;
}

export function selectField(form: FormState, field: SelectField): Html {
  const { name, options, none } = field;
  const chosen = firstOf(form.values, name);
  return fieldAround(
    form,
    field,
    html`<select id="${fieldId(form, name)}" name="${name}"${description(form, field)}>
<option value="">${none}</option>
${options.map(
  ({ value, label }) =>
    html`<option value="${value}"${value === chosen && html` selected`}>${label}</option>
`,
)}</select>`,
  );
}

export function textArea(form: FormState, field: Field & { readonly rows: number }): Html {
  const { name, rows } = field;
  // A line break right after the tag is not part of the text; without it a text that begins with one would lose it.
  return fieldAround(
    form,
    field,
    html`<textarea id="${fieldId(form, name)}" name="${name}" rows="${rows}"${description(form, field)}>
${firstOf(form.values, name)}</textarea>`,
  );
}

function fieldAround(form: FormState, field: Field, control: Html): Html {
  const { name, label, optional = false } = field;
  return html`<div class="field${form.problems.has(name) && ' wrong'}">
<label for="${fieldId(form, name)}">${label}${optional && html` <span class="optional">(optional)</span>`}</label>
${hintAndProblems(form, field)}${control}
</div>`;
}

/** The attributes that tie a control to its hint and to what is wrong with it. */
export function description(form: FormState, { name, hint }: Pick<Field, 'name' | 'hint'>): Content {
  const id = fieldId(form, name);
  const wrong = form.problems.has(name);
  const ids = [hint !== undefined && `${id}-hint`, wrong && `${id}-problem`].filter((one) => one !== false);
  return [ids.length > 0 && html` aria-describedby="${ids.join(' ')}"`, wrong && html` aria-invalid="true"`];
}

export function hintAndProblems(form: FormState, { name, hint }: Pick<Field, 'name' | 'hint'>): Content {
  const id = fieldId(form, name);
  const problems = form.problems.get(name) ?? [];
  return [
    hint !== undefined &&
      html`<p class="hint" id="${id}-hint">${hint}</p>
`,
    problems.length > 0 &&
      html`<p class="problem" id="${id}-problem"><span class="hidden">Error: </span>${problems.join(' ')}</p>
`,
  ];
}
