namespace Errand.Storage;

/// <summary>This program must not use the store: it belongs to another program, is newer, or is unsafe. The message says what to
/// do.</summary>
internal sealed class StoreRefusedException(string message, Exception? innerException = null) : StoreException(message, innerException);
