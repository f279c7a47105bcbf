namespace Errand.Types;

/// <summary>What a task's function returned cannot be written as JSON.</summary>
internal sealed class InvalidResultException(string message, Exception? innerException = null) : Exception(message, innerException);
