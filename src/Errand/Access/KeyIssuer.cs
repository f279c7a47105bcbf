using Errand.Storage;
using Errand.Storage.Access;

namespace Errand.Access;

/// <summary>Makes, replaces and revokes keys.</summary>
internal sealed class KeyIssuer(IKeyStore store, KeyRing ring, AuditLog audit)
{
    /// <summary>What comes before the name in a subject.</summary>
    public const string SubjectPrefix = "key:";

    public static readonly TimeSpan DefaultOverlap = TimeSpan.FromDays(7);

    public Task<IReadOnlyList<StoredKey>> ListAsync(CancellationToken cancellationToken) => store.ListKeysAsync(cancellationToken);

    /// <summary>Null when there is a key of this name already.</summary>
    public async Task<IssuedKey?> CreateAsync(KeyTerms terms, Actor by)
    {
        string text = KeyText.Make();
        var key = new NewKey
        {
            Id = KeyText.IdOf(text),
            Subject = SubjectPrefix + terms.Name,
            Hash = KeyText.HashOf(text),
            Scopes = terms.Scopes.ToString(),
            Rate = terms.Rate,
            Note = terms.Note,
            CreatedBy = by.By.Subject,
            Lifetime = terms.Lifetime,
        };
        StoredKey? stored = await store.CreateKeyAsync(key, by.Entry(AuditActions.CreateKey, key.Id));
        return await IssueAsync(text, stored, by, AuditActions.CreateKey, key.Id);
    }

    /// <summary>Null when there is no such key, or it is no longer good.</summary>
    /// <param name="id">The key that the new one takes the place of.</param>
    /// <param name="overlap">For how long it is still good.</param>
    /// <param name="by">Who asks.</param>
    public async Task<IssuedKey?> RotateAsync(string id, TimeSpan overlap, Actor by)
    {
        string text = KeyText.Make();
        var rotation = new KeyRotation(id, KeyText.IdOf(text), KeyText.HashOf(text), by.By.Subject, overlap);
        StoredKey? stored = await store.RotateKeyAsync(rotation, by.Entry(AuditActions.RotateKey, id));
        return await IssueAsync(text, stored, by, AuditActions.RotateKey, id);
    }

    /// <returns>False when there is no such key.</returns>
    public async Task<bool> RevokeAsync(string id, Actor by)
    {
        bool isKnown = await store.RevokeKeyAsync(id, by.Entry(AuditActions.RevokeKey, id));
        await ring.ReadAnewAsync();
        if (isKnown)
        {
            audit.Tell(by, AuditActions.RevokeKey, id);
        }

        return isKnown;
    }

    private async Task<IssuedKey?> IssueAsync(string text, StoredKey? stored, Actor by, string action, string target)
    {
        if (stored is null)
        {
            return null;
        }

        await ring.ReadAnewAsync();
        audit.Tell(by, action, target);
        return new IssuedKey(text, stored);
    }
}
