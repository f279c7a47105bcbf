namespace Errand.Storage;

/// <summary>The store became unavailable during the commit: it may or may not have been written.</summary>
internal sealed class OutcomeUnknownException(string message, Exception? innerException = null) : StoreException(message, innerException);
