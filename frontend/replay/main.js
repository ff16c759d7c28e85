// The replay: the drawing of the process, read only. The watermark of bpmn-js stays as it is.
import NavigatedViewer from 'bpmn-js/lib/NavigatedViewer';
import 'bpmn-js/dist/assets/diagram-js.css';
import 'bpmn-js/dist/assets/bpmn-js.css';
import 'bpmn-js/dist/assets/bpmn-font/css/bpmn.css';

const place = document.querySelector('[data-diagram]');
if (place) {
  const viewer = new NavigatedViewer({ container: place });
  const answer = await fetch(place.dataset.diagram);
  await viewer.importXML(await answer.text());
  viewer.get('canvas').zoom('fit-viewport');
}
