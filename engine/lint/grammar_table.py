"""Which attributes and sub-elements BPMN 2.0 gives each element, written down from the standard's class tables.

One line an element: `name < parent ; attributes ; sub-elements in their order`. An attribute ends in `!` when it
must be there and may name its type after a colon; a sub-element ends in `?`, `*` or `+`, or must stand there once.
A name in `<…>` stands for the whole family of that parent.
"""

TABLE = """
documentation ; id:name textFormat:mime ;
baseElement ; id:name ; documentation* extensionElements?
definitions < baseElement ; name targetNamespace!:uri expressionLanguage:uri typeLanguage:uri exporter exporterVersion ; import* extension* <rootElement>* relationship*
import ; namespace! location! importType! ;
extension ; mustUnderstand:boolean definition ; documentation*
relationship < baseElement ; type! direction:None|Forward|Backward|Both ; source+ target+
rootElement < baseElement ;;
signal < rootElement ; name structureRef ;
message < rootElement ; name itemRef ;
error < rootElement ; name errorCode structureRef ;
escalation < rootElement ; name escalationCode structureRef ;
itemDefinition < rootElement ; structureRef isCollection:boolean itemKind:Information|Physical ;
interface < rootElement ; name! implementationRef ; operation+
operation < baseElement ; name! implementationRef ; inMessageRef outMessageRef? errorRef*
endPoint < rootElement ;;
resource < rootElement ; name! ; resourceParameter*
resourceParameter < baseElement ; name type isRequired:boolean ;
category < rootElement ; name ; categoryValue*
categoryValue < baseElement ; value ;
correlationProperty < rootElement ; name type ; correlationPropertyRetrievalExpression+
correlationPropertyRetrievalExpression < baseElement ; messageRef! ; messagePath
correlationKey < baseElement ; name ; correlationPropertyRef*
correlationSubscription < baseElement ; correlationKeyRef! ; correlationPropertyBinding*
correlationPropertyBinding < baseElement ; correlationPropertyRef! ; dataPath
dataStore < rootElement ; name capacity:number isUnlimited:boolean itemSubjectRef ; dataState?
partnerEntity < rootElement ; name ; participantRef*
partnerRole < rootElement ; name ; participantRef*
collaboration < rootElement ; name isClosed:boolean ; participant* messageFlow* <artifact>* <conversationNode>* conversationAssociation* participantAssociation* messageFlowAssociation* correlationKey* choreographyRef* conversationLink*
participant < baseElement ; name processRef ; interfaceRef* endPointRef* participantMultiplicity?
participantMultiplicity < baseElement ; minimum:number maximum:number ;
messageFlow < baseElement ; name sourceRef! targetRef! messageRef ;
messageFlowAssociation < baseElement ; innerMessageFlowRef! outerMessageFlowRef! ;
participantAssociation < baseElement ;; innerParticipantRef outerParticipantRef
conversationAssociation < baseElement ; innerConversationNodeRef! outerConversationNodeRef! ;
conversationLink < baseElement ; name sourceRef! targetRef! ;
conversationNode < baseElement ; name ; participantRef* messageFlowRef* correlationKey*
conversation < conversationNode ;;
subConversation < conversationNode ;; <conversationNode>*
callConversation < conversationNode ; calledCollaborationRef ; participantAssociation*
globalConversation < collaboration ;;
choreography < collaboration ;; <flowElement>*
globalChoreographyTask < choreography ; initiatingParticipantRef ;
choreographyActivity < flowNode ; initiatingParticipantRef! loopType:None|Standard|MultiInstanceSequential|MultiInstanceParallel ; participantRef+ correlationKey*
choreographyTask < choreographyActivity ;; messageFlowRef+
callChoreography < choreographyActivity ; calledChoreographyRef ; participantAssociation*
subChoreography < choreographyActivity ;; <flowElement>* <artifact>*
callableElement < rootElement ; name ; supportedInterfaceRef* ioSpecification? ioBinding*
process < callableElement ; processType:None|Public|Private isClosed:boolean isExecutable:boolean definitionalCollaborationRef ; auditing? monitoring? property* laneSet* <flowElement>* <artifact>* <resourceRole>* correlationSubscription* supports*
globalTask < callableElement ;; <resourceRole>*
globalUserTask < globalTask ; implementation ; rendering*
globalManualTask < globalTask ;;
globalScriptTask < globalTask ; scriptLanguage:uri ; script?
globalBusinessRuleTask < globalTask ; implementation ;
ioSpecification < baseElement ;; dataInput* dataOutput* inputSet+ outputSet+
dataInput < baseElement ; name itemSubjectRef isCollection:boolean ; dataState?
dataOutput < baseElement ; name itemSubjectRef isCollection:boolean ; dataState?
inputSet < baseElement ; name ; dataInputRefs* optionalInputRefs* whileExecutingInputRefs* outputSetRefs*
outputSet < baseElement ; name ; dataOutputRefs* optionalOutputRefs* whileExecutingOutputRefs* inputSetRefs*
ioBinding < baseElement ; operationRef! inputDataRef! outputDataRef! ;
dataState < baseElement ; name ;
property < baseElement ; name itemSubjectRef ; dataState?
dataAssociation < baseElement ;; sourceRef* targetRef transformation? assignment*
dataInputAssociation < dataAssociation ;;
dataOutputAssociation < dataAssociation ;;
assignment < baseElement ;; from to
laneSet < baseElement ; name ; lane*
lane < baseElement ; name partitionElementRef ; partitionElement? flowNodeRef* childLaneSet?
childLaneSet < laneSet ;;
flowElement < baseElement ; name ; auditing? monitoring? categoryValueRef*
sequenceFlow < flowElement ; sourceRef! targetRef! isImmediate:boolean ; conditionExpression?
dataObject < flowElement ; itemSubjectRef isCollection:boolean ; dataState?
dataObjectReference < flowElement ; itemSubjectRef dataObjectRef ; dataState?
dataStoreReference < flowElement ; itemSubjectRef dataStoreRef ; dataState?
flowNode < flowElement ;; incoming* outgoing*
activity < flowNode ; isForCompensation:boolean startQuantity:number completionQuantity:number default ; ioSpecification? property* dataInputAssociation* dataOutputAssociation* <resourceRole>* <loopCharacteristics>?
task < activity ;;
serviceTask < task ; implementation operationRef ;
sendTask < task ; implementation messageRef operationRef ;
receiveTask < task ; implementation instantiate:boolean messageRef operationRef ;
userTask < task ; implementation ; rendering*
manualTask < task ;;
scriptTask < task ; scriptFormat ; script?
businessRuleTask < task ; implementation ;
subProcess < activity ; triggeredByEvent:boolean ; laneSet* <flowElement>* <artifact>*
transaction < subProcess ; method:uri ;
adHocSubProcess < subProcess ; cancelRemainingInstances:boolean ordering:Parallel|Sequential ; completionCondition?
callActivity < activity ; calledElement ;
gateway < flowNode ; gatewayDirection:Unspecified|Converging|Diverging|Mixed ;
exclusiveGateway < gateway ; default ;
inclusiveGateway < gateway ; default ;
complexGateway < gateway ; default ; activationCondition?
parallelGateway < gateway ;;
eventBasedGateway < gateway ; instantiate:boolean eventGatewayType:Exclusive|Parallel ;
event < flowNode ;; property*
catchEvent < event ; parallelMultiple:boolean ; dataOutput* dataOutputAssociation* outputSet? <eventDefinition>* eventDefinitionRef*
throwEvent < event ;; dataInput* dataInputAssociation* inputSet? <eventDefinition>* eventDefinitionRef*
startEvent < catchEvent ; isInterrupting:boolean ;
intermediateCatchEvent < catchEvent ;;
boundaryEvent < catchEvent ; cancelActivity:boolean attachedToRef! ;
intermediateThrowEvent < throwEvent ;;
implicitThrowEvent < throwEvent ;;
endEvent < throwEvent ;;
eventDefinition < rootElement ;;
messageEventDefinition < eventDefinition ; messageRef ; operationRef?
timerEventDefinition < eventDefinition ;; timeDate? timeDuration? timeCycle?
conditionalEventDefinition < eventDefinition ;; condition
linkEventDefinition < eventDefinition ; name! ; source* target?
errorEventDefinition < eventDefinition ; errorRef ;
escalationEventDefinition < eventDefinition ; escalationRef ;
signalEventDefinition < eventDefinition ; signalRef ;
compensateEventDefinition < eventDefinition ; waitForCompletion:boolean activityRef ;
cancelEventDefinition < eventDefinition ;;
terminateEventDefinition < eventDefinition ;;
loopCharacteristics < baseElement ;;
standardLoopCharacteristics < loopCharacteristics ; testBefore:boolean loopMaximum:number ; loopCondition?
multiInstanceLoopCharacteristics < loopCharacteristics ; isSequential:boolean behavior:None|One|All|Complex oneBehaviorEventRef noneBehaviorEventRef ; loopCardinality? loopDataInputRef? loopDataOutputRef? inputDataItem? outputDataItem? complexBehaviorDefinition* completionCondition?
inputDataItem < dataInput ;;
outputDataItem < dataOutput ;;
complexBehaviorDefinition < baseElement ;; condition event?
resourceRole < baseElement ; name ; resourceRef? resourceParameterBinding* resourceAssignmentExpression?
performer < resourceRole ;;
humanPerformer < performer ;;
potentialOwner < humanPerformer ;;
resourceParameterBinding < baseElement ; parameterRef! ; <expression>
resourceAssignmentExpression < baseElement ;; <expression>
rendering < baseElement ;;
auditing < baseElement ;;
monitoring < baseElement ;;
artifact < baseElement ;;
association < artifact ; sourceRef! targetRef! associationDirection:None|One|Both ;
group < artifact ; categoryValueRef ;
textAnnotation < artifact ; textFormat:mime ; text?
expression < baseElement ; language:uri evaluatesToTypeRef ;
formalExpression < expression ;;
"""  # noqa: E501 - a row of a table is one line

REFERENCES = """
sequenceFlow sourceRef flowNode
sequenceFlow targetRef flowNode
flowNode incoming sequenceFlow
flowNode outgoing sequenceFlow
activity default sequenceFlow
exclusiveGateway default sequenceFlow
inclusiveGateway default sequenceFlow
complexGateway default sequenceFlow
flowElement categoryValueRef categoryValue
group categoryValueRef categoryValue
boundaryEvent attachedToRef activity
catchEvent eventDefinitionRef eventDefinition
throwEvent eventDefinitionRef eventDefinition
messageEventDefinition messageRef message
messageEventDefinition operationRef operation
errorEventDefinition errorRef error
escalationEventDefinition escalationRef escalation
signalEventDefinition signalRef signal
compensateEventDefinition activityRef activity boundaryEvent
linkEventDefinition source linkEventDefinition
linkEventDefinition target linkEventDefinition
serviceTask operationRef operation
sendTask messageRef message
sendTask operationRef operation
receiveTask messageRef message
receiveTask operationRef operation
callActivity calledElement callableElement
multiInstanceLoopCharacteristics oneBehaviorEventRef eventDefinition
multiInstanceLoopCharacteristics noneBehaviorEventRef eventDefinition
lane flowNodeRef flowNode
participant processRef process
participant interfaceRef interface
participant endPointRef endPoint
messageFlow sourceRef participant activity event choreographyActivity
messageFlow targetRef participant activity event choreographyActivity
messageFlow messageRef message
messageFlowAssociation innerMessageFlowRef messageFlow
messageFlowAssociation outerMessageFlowRef messageFlow
participantAssociation innerParticipantRef participant
participantAssociation outerParticipantRef participant
conversationAssociation innerConversationNodeRef conversationNode
conversationAssociation outerConversationNodeRef conversationNode
conversationLink sourceRef participant conversationNode activity event
conversationLink targetRef participant conversationNode activity event
conversationNode participantRef participant
conversationNode messageFlowRef messageFlow
callConversation calledCollaborationRef collaboration
collaboration choreographyRef choreography
choreographyActivity participantRef participant
choreographyActivity initiatingParticipantRef participant
choreographyTask messageFlowRef messageFlow
callChoreography calledChoreographyRef choreography
globalChoreographyTask initiatingParticipantRef participant
partnerEntity participantRef participant
partnerRole participantRef participant
operation inMessageRef message
operation outMessageRef message
operation errorRef error
callableElement supportedInterfaceRef interface
process definitionalCollaborationRef collaboration
process supports process
ioBinding operationRef operation
ioBinding inputDataRef dataInput
ioBinding outputDataRef dataOutput
inputSet dataInputRefs dataInput
inputSet optionalInputRefs dataInput
inputSet whileExecutingInputRefs dataInput
inputSet outputSetRefs outputSet
outputSet dataOutputRefs dataOutput
outputSet optionalOutputRefs dataOutput
outputSet whileExecutingOutputRefs dataOutput
outputSet inputSetRefs inputSet
dataAssociation sourceRef dataObject dataObjectReference dataStore dataStoreReference dataInput dataOutput property
dataAssociation targetRef dataObject dataObjectReference dataStore dataStoreReference dataInput dataOutput property
dataObjectReference dataObjectRef dataObject
dataStoreReference dataStoreRef dataStore
resourceRole resourceRef resource
resourceParameterBinding parameterRef resourceParameter
correlationPropertyRetrievalExpression messageRef message
correlationKey correlationPropertyRef correlationProperty
correlationSubscription correlationKeyRef correlationKey
correlationPropertyBinding correlationPropertyRef correlationProperty
message itemRef itemDefinition
error structureRef itemDefinition
escalation structureRef itemDefinition
signal structureRef itemDefinition
dataObject itemSubjectRef itemDefinition
dataObjectReference itemSubjectRef itemDefinition
dataStoreReference itemSubjectRef itemDefinition
dataStore itemSubjectRef itemDefinition
property itemSubjectRef itemDefinition
dataInput itemSubjectRef itemDefinition
dataOutput itemSubjectRef itemDefinition
"""
