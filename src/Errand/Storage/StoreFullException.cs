namespace Errand.Storage;

/// <summary>The disk is full. Nothing was written.</summary>
internal sealed class StoreFullException(string message, Exception? innerException = null) : StoreException(message, innerException);
