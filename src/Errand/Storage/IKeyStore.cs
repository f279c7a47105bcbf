using Errand.Storage.Access;

namespace Errand.Storage;

/// <summary>Keeps keys, and the audit log.</summary>
/// <remarks>A role of <see cref="ITaskStore"/>, which says what holds for all of them.</remarks>
internal interface IKeyStore
{
    /// <summary>A text that is another one after a key was made, rotated or revoked.</summary>
    Task<string> FindKeysMarkAsync(CancellationToken cancellationToken);

    /// <summary>All keys, also those that are revoked or have expired, in the order in which they were made.</summary>
    Task<IReadOnlyList<StoredKey>> ListKeysAsync(CancellationToken cancellationToken);

    /// <summary>Stores a key.</summary>
    /// <returns>The key as it is stored; null when there is another key of the same subject that is neither revoked nor expired.</returns>
    Task<StoredKey?> CreateKeyAsync(NewKey key, AuditEntry audit);

    /// <summary>Stores a key in place of another one, which expires soon.</summary>
    /// <returns>The new key as it is stored; null when there is no such key, or it is revoked or has expired.</returns>
    Task<StoredKey?> RotateKeyAsync(KeyRotation rotation, AuditEntry audit);

    /// <summary>Revokes a key. The audit log gets an entry if it was not revoked already.</summary>
    /// <returns>False when there is no such key.</returns>
    Task<bool> RevokeKeyAsync(string id, AuditEntry audit);

    /// <summary>Notes when keys were last used. Ids that are not known are passed over.</summary>
    /// <param name="ages">How long ago, by id.</param>
    Task TouchKeysAsync(IReadOnlyDictionary<string, TimeSpan> ages);

    /// <summary>Writes an entry of the audit log that belongs to no other change.</summary>
    Task AppendAuditAsync(AuditEntry entry);

    /// <summary>Entries of the audit log, newest first.</summary>
    Task<IReadOnlyList<AuditRow>> ListAuditAsync(AuditRequest request, CancellationToken cancellationToken);
}
