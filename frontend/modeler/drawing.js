// A drawing to look at: one version, or a draft with its findings.
import NavigatedViewer from 'bpmn-js/lib/NavigatedViewer';
import 'bpmn-js/dist/assets/diagram-js.css';
import 'bpmn-js/dist/assets/bpmn-js.css';
import 'bpmn-js/dist/assets/bpmn-font/css/bpmn.css';
import { fit } from './fit.js';

const place = document.querySelector('[data-drawing]');
if (place) {
  const answer = await fetch(place.dataset.drawing);
  const viewer = new NavigatedViewer({ container: place });
  try {
    await viewer.importXML(await answer.text());
    const whole = () => fit(viewer);
    whole();
    new ResizeObserver(whole).observe(place);
    addEventListener('beforeprint', whole);
  } catch {
    place.hidden = true;
    document.getElementById('no-picture').hidden = false;
  }
  place.dataset.ready = 'yes';
}
