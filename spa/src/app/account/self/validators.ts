import { type ValidatorFn, Validators } from '@angular/forms';

// Angular's own are static methods; these are functions that may be handed on.
export const required: ValidatorFn = (control) => Validators.required(control);
export const ticked: ValidatorFn = (control) => Validators.requiredTrue(control);
export const emailForm: ValidatorFn = (control) => Validators.email(control);
