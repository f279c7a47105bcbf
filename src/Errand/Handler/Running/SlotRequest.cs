namespace Errand.Handler.Running;

/// <summary>A run that has left its slot wants one back. Completes when it has one.</summary>
internal sealed class SlotRequest() : TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
