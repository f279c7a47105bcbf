namespace Errand;

/// <summary>A setting is wrong, so the server does not start. The message is the one sentence that its operator reads.</summary>
internal sealed class SettingsException(string message, Exception? innerException = null) : Exception(message, innerException);
