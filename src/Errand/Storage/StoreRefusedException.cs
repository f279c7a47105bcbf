namespace Errand.Storage;

/// <summary>The store must not be used by this program: not ours, newer than we are, or unsafe. The message says what to do.</summary>
internal sealed class StoreRefusedException(string message, Exception? innerException = null) : StoreException(message, innerException);
