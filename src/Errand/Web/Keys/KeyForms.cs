using Errand.Access;
using Errand.Storage.Access;

namespace Errand.Web.Keys;

/// <summary>Keys as clients see them.</summary>
internal static class KeyForms
{
    public static KeyView ViewOf(StoredKey key) => new()
    {
        Id = key.Id,
        Name = NameOf(key),
        Scopes = WordsOf(key),
        Rate = key.Rate,
        Note = key.Note,
        CreatedBy = key.CreatedBy,
        CreatedAt = key.CreatedAt,
        ExpiresAt = key.ExpiresAt,
        RevokedAt = key.RevokedAt,
        LastUsedAt = key.LastUsedAt,
    };

    public static IssuedKeyView ViewOf(IssuedKey key) => new()
    {
        Id = key.Stored.Id,
        Name = NameOf(key.Stored),
        Key = key.Text,
        Scopes = WordsOf(key.Stored),
        Rate = key.Stored.Rate,
        CreatedAt = key.Stored.CreatedAt,
        ExpiresAt = key.Stored.ExpiresAt,
        CreatedBy = key.Stored.CreatedBy,
        Note = key.Stored.Note,
    };

    private static string NameOf(StoredKey key) => key.Subject[KeyIssuer.SubjectPrefix.Length..];

    private static string[] WordsOf(StoredKey key) => key.Scopes.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
