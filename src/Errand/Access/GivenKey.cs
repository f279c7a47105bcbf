namespace Errand.Access;

/// <summary>A key out of the settings.</summary>
/// <param name="Name">Who its bearer is: the subject is <c>key:NAME</c>.</param>
/// <param name="Scopes">What it may do.</param>
/// <param name="Hash">SHA-256 of the key.</param>
internal sealed record GivenKey(string Name, Scopes Scopes, ReadOnlyMemory<byte> Hash);
