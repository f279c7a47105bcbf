namespace Errand.Tests.Storage;

/// <summary>What no method of a store does yet, as SQL that both stores take.</summary>
internal static class StoreSql
{
    /// <summary>Moves a task to where it waits for another.</summary>
    public static string Block(TaskId id, string from) => $"""
        INSERT INTO blocked (id, queue_id, need, attempt, priority, tries) SELECT id, queue_id, 1, attempt, priority, tries FROM {from} WHERE id = {id};
        DELETE FROM {from} WHERE id = {id}
        """;
}
