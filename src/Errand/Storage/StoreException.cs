namespace Errand.Storage;

/// <summary>The store could not do what was asked. What was to be written is not stored, unless a subclass says otherwise.</summary>
internal abstract class StoreException(string message, Exception? innerException) : Exception(message, innerException);
