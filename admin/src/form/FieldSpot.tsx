import { useEffect, useRef } from 'react';
import { rowAfter } from '../strapi-internals/form-rows';
import { registerSpot } from './open-field';

interface FieldSpotProps {
  name: string;
  /** What of the name is that of the field after this one. */
  leaf: string;
  field: string;
}

/** Says where the field after it is: one that has no element with its name. It shows nothing itself. */
export const FieldSpot = ({ name, leaf, field }: FieldSpotProps) => {
  const mark = useRef<HTMLSpanElement>(null);
  const path = `${name.slice(0, name.length - leaf.length)}${field}`;
  useEffect(
    () => registerSpot({ path, find: () => (mark.current ? rowAfter(mark.current) : undefined) }),
    [path]
  );
  return <span ref={mark} data-career-mark hidden />;
};
