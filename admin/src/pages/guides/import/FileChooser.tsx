import { Box, Button, Field, Flex, Typography } from '@strapi/design-system';
import { CloudUpload } from '@strapi/icons';
import { useRef, useState, type ChangeEvent, type DragEvent } from 'react';
import { useText } from '../../../use-text';
import { chosenFiles, droppedFiles, type NamedFile } from './dropped-files';

const ACCEPTED = '.yaml,.yml,.json,.csv,.tsv,.zip,.jpg,.jpeg,.png,.webp,.gif,.avif,.svg';

interface Props {
  onPlan: (files: NamedFile[], escoVersion: string) => void;
}

/** Takes files and folders by drag and drop, or from a file chooser. Tables of ESCO ask for their version. */
export const FileChooser = ({ onPlan }: Props) => {
  const text = useText();
  const input = useRef<HTMLInputElement>(null);
  const [tables, setTables] = useState<NamedFile[]>();
  const [version, setVersion] = useState('');
  const [isOver, setOver] = useState(false);
  const take = (files: NamedFile[]): void => {
    if (files.length === 0) return;
    if (files.every(({ name }) => /\.(csv|tsv)$/i.test(name))) setTables(files);
    else onPlan(files, '');
  };
  const drop = (event: DragEvent): void => {
    event.preventDefault();
    setOver(false);
    void droppedFiles(event.dataTransfer).then(take);
  };
  return (
    <Box
      background={isOver ? 'primary100' : 'neutral0'}
      borderColor={isOver ? 'primary600' : 'neutral300'}
      borderStyle="dashed"
      borderWidth="1px"
      hasRadius
      padding={8}
      onDragOver={(event: DragEvent) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <Flex direction="column" gap={3}>
        <CloudUpload width="4rem" height="4rem" fill="neutral500" aria-hidden />
        <Typography variant="delta" tag="h2">
          {text('import.drop')}
        </Typography>
        <Typography textColor="neutral600" textAlign="center">
          {text('import.drop.hint')}
        </Typography>
        <Button variant="secondary" onClick={() => input.current?.click()}>
          {text('import.choose')}
        </Button>
        <input
          ref={input}
          type="file"
          multiple
          hidden
          accept={ACCEPTED}
          aria-label={text('import.choose')}
          onChange={(event: ChangeEvent<HTMLInputElement>) => {
            take(chosenFiles(event.target.files));
            event.target.value = '';
          }}
        />
        {tables && (
          <Flex gap={3} alignItems="flex-end">
            <Field.Root name="escoVersion">
              <Field.Label>{text('import.esco')}</Field.Label>
              <Field.Input
                value={version}
                placeholder="1.2.0"
                onChange={(event: ChangeEvent<HTMLInputElement>) => setVersion(event.target.value)}
              />
            </Field.Root>
            <Button onClick={() => onPlan(tables, version)}>{text('import.plan')}</Button>
          </Flex>
        )}
      </Flex>
    </Box>
  );
};
