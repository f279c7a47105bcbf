namespace Errand.Storage;

/// <summary>The store does not answer, or is locked for too long. Nothing was written; try again later.</summary>
internal sealed class StoreUnavailableException(string message, Exception? innerException = null) : StoreException(message, innerException);
