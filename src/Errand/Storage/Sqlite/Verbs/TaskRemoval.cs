using Errand.Storage.Sqlite.Writer;

namespace Errand.Storage.Sqlite.Verbs;

/// <summary>Deletes a task that has just left its place, with all that belongs to it.</summary>
internal static class TaskRemoval
{
    /// <param name="scope">The transaction in which it left its place.</param>
    /// <param name="id">The task.</param>
    /// <param name="blob">Where its result was, if it was large. The parts are deleted later, a few at a time.</param>
    public static void Remove(WriteScope scope, long id, long? blob)
    {
        if (blob is { } parts)
        {
            scope[SqliteSql.DoomBlob].Execute(parts);
        }

        scope[SqliteSql.DeleteAttempts].Execute(id);
        scope[SqliteSql.DeleteLog].Execute(id);
        scope[SqliteSql.DeleteKept].Execute(id);
        scope[SqliteSql.DeleteKey].Execute(id);
        scope[SqliteSql.DeleteTask].Execute(id);
    }
}
