using Microsoft.IdentityModel.Tokens;

namespace Errand.Access.Tokens;

/// <summary>A public key that checks tokens.</summary>
/// <param name="Id">What tokens call it (<c>kid</c>); null when it has no name.</param>
/// <param name="Key">The key.</param>
/// <param name="Algorithms">What it may be used with.</param>
internal sealed record TokenKey(string? Id, SecurityKey Key, IReadOnlyList<string> Algorithms);
