namespace Errand.Storage.Messages;

/// <summary>A client's promise that two submissions with the same key are one.</summary>
/// <param name="Scope">Whose key it is: keys of different principals are different keys.</param>
/// <param name="Key">1 to 255 visible ASCII characters.</param>
/// <param name="RequestHash">SHA-256 of the request: type, bytes of the arguments, and options.</param>
internal sealed record IdempotencyKey(string Scope, string Key, ReadOnlyMemory<byte> RequestHash);
