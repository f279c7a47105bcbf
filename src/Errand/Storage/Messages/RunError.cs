namespace Errand.Storage.Messages;

/// <summary>Why a run failed, as it is stored.</summary>
/// <param name="Kind">One of <see cref="TaskErrorKind"/>.</param>
/// <param name="Message">For people; never a stack trace.</param>
internal sealed record RunError(string Kind, string Message);
