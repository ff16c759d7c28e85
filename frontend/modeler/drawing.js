// A drawing to look at: one version, or a draft with its findings.
import NavigatedViewer from 'bpmn-js/lib/NavigatedViewer';
import 'bpmn-js/dist/assets/diagram-js.css';
import 'bpmn-js/dist/assets/bpmn-js.css';
import 'bpmn-js/dist/assets/bpmn-font/css/bpmn.css';

const place = document.querySelector('[data-drawing]');
if (place) {
  const answer = await fetch(place.dataset.drawing);
  const viewer = new NavigatedViewer({ container: place });
  try {
    await viewer.importXML(await answer.text());
    const canvas = viewer.get('canvas');
    const fit = () => { canvas.resized(); canvas.zoom('fit-viewport', 'auto'); };
    fit();
    new ResizeObserver(fit).observe(place);
    addEventListener('beforeprint', fit);
  } catch {
    place.hidden = true;
    document.getElementById('no-picture').hidden = false;
  }
  place.dataset.ready = 'yes';
}
