using Errand.Storage.Access;

namespace Errand.Access;

/// <summary>A key that was just made.</summary>
/// <param name="Text">The key itself: nobody can see it again.</param>
/// <param name="Stored">What is stored of it.</param>
internal sealed record IssuedKey(string Text, StoredKey Stored);
