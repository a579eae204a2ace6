/** Stands in for a part of the SDK that no call of ours uses: 14 kB in each bundle. */
export class EventStreamSerde {
  constructor() {
    throw new Error('This bundle has no event streams.');
  }
}

export const eventStreamSerdeProvider = (): never => {
  throw new Error('This bundle has no event streams.');
};
