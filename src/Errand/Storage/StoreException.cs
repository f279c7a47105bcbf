namespace Errand.Storage;

/// <summary>The store could not do its work. Nothing was written, unless a subclass says otherwise.</summary>
internal abstract class StoreException(string message, Exception? innerException) : Exception(message, innerException);
