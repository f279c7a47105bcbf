namespace Errand;

/// <summary>The store could not do what was asked. What was to be written is not stored, unless a subclass says otherwise.</summary>
internal abstract class StoreException(string message, Exception? innerException) : Exception(message, innerException);

/// <summary>The store does not answer, or is locked too long. Nothing was written; try again later.</summary>
internal sealed class StoreUnavailableException(string message, Exception? innerException = null) : StoreException(message, innerException);

/// <summary>The disk is full. Nothing was written.</summary>
internal sealed class StoreFullException(string message, Exception? innerException = null) : StoreException(message, innerException);

/// <summary>The store went away during the commit: it may or may not have been written.</summary>
internal sealed class OutcomeUnknownException(string message, Exception? innerException = null) : StoreException(message, innerException);

/// <summary>The store must not be used by this program: not ours, newer than we are, or unsafe. The message says what to do.</summary>
internal sealed class StoreRefusedException(string message, Exception? innerException = null) : StoreException(message, innerException);
