using Errand.Storage.Access;
using Errand.Storage.Messages;
using Errand.Storage.Views;
using static Errand.Tests.Storage.StoreSteps;

namespace Errand.Tests.Storage;

/// <summary>Keys, owners and the audit log.</summary>
public abstract partial class TaskStoreConformance
{
    private static readonly AuditEntry Made = new("cli", AuditActions.CreateKey, "k", """{"why":"test"}""", "203.0.113.7");

    [Fact]
    public async Task A_key_is_stored_as_it_was_made()
    {
        string before = await Store.FindKeysMarkAsync(Stop);
        NewKey key = NewKey("a1", "key:ci") with { Rate = 2.5, Note = "for\0builds", Lifetime = TimeSpan.FromDays(90) };

        StoredKey made = (await Store.CreateKeyAsync(key, Made))!;

        StoredKey stored = Assert.Single(await Store.ListKeysAsync(Stop));
        Assert.Equal(
            ("a1", "key:ci", "submit:add read", 2.5, "cli"), (stored.Id, stored.Subject, stored.Scopes, stored.Rate, stored.CreatedBy));
        Assert.StartsWith("for", stored.Note, StringComparison.Ordinal);
        Assert.Equal(key.Hash.ToArray(), stored.Hash.ToArray());
        Assert.Equal(TimeSpan.FromDays(90), stored.ExpiresAt - stored.CreatedAt);
        Assert.Equal((made.CreatedAt, made.ExpiresAt), (stored.CreatedAt, stored.ExpiresAt));
        Assert.Null(stored.RevokedAt ?? stored.LastUsedAt);
        Assert.NotEqual(before, await Store.FindKeysMarkAsync(Stop));
        Assert.Equal(Made, Assert.Single(await AuditAsync()).Entry);
    }

    [Fact]
    public async Task A_subject_has_one_key_that_is_good()
    {
        Assert.NotNull(await Store.CreateKeyAsync(NewKey("a1", "key:ci") with { Lifetime = TimeSpan.FromMinutes(1) }, Made));
        Assert.Null(await Store.CreateKeyAsync(NewKey("a2", "key:ci"), Made));
        Assert.Single(await AuditAsync());

        Time.Advance(TimeSpan.FromMinutes(1));
        Assert.NotNull(await Store.CreateKeyAsync(NewKey("a3", "key:ci"), Made));
        Assert.True(await Store.RevokeKeyAsync("a3", Made));
        Assert.NotNull(await Store.CreateKeyAsync(NewKey("a4", "key:ci"), Made));
    }

    [Fact]
    public async Task A_key_is_revoked_once()
    {
        await Store.CreateKeyAsync(NewKey("a1", "key:ci"), Made);
        string before = await Store.FindKeysMarkAsync(Stop);

        Assert.True(await Store.RevokeKeyAsync("a1", Made with { Action = AuditActions.RevokeKey }));
        string after = await Store.FindKeysMarkAsync(Stop);
        Assert.True(await Store.RevokeKeyAsync("a1", Made with { Action = AuditActions.RevokeKey }));
        Assert.False(await Store.RevokeKeyAsync("zz", Made));

        Assert.NotNull(Assert.Single(await Store.ListKeysAsync(Stop)).RevokedAt);
        Assert.NotEqual(before, after);
        Assert.Equal([AuditActions.RevokeKey, AuditActions.CreateKey], (await AuditAsync()).Select(row => row.Entry.Action));
    }

    [Fact]
    public async Task A_key_takes_the_place_of_another_that_is_good_for_a_while()
    {
        await Store.CreateKeyAsync(NewKey("a1", "key:ci") with { Rate = 3, Note = "n", Lifetime = TimeSpan.FromDays(30) }, Made);
        Time.Advance(TimeSpan.FromDays(10));

        StoredKey made = (await Store.RotateKeyAsync(new KeyRotation("a1", "a2", Hash("a2"), "key:ops", TimeSpan.FromDays(7)), Made))!;

        Assert.Equal(("a2", "key:ci", "submit:add read", 3.0, "n", "key:ops"), (made.Id, made.Subject, made.Scopes, made.Rate, made.Note, made.CreatedBy));
        Assert.Equal(TimeSpan.FromDays(30), made.ExpiresAt - made.CreatedAt);
        StoredKey old = (await Store.ListKeysAsync(Stop)).Single(key => key.Id == "a1");
        Assert.Equal(TimeSpan.FromDays(7), old.ExpiresAt - made.CreatedAt);

        Assert.Null(await Store.RotateKeyAsync(new KeyRotation("zz", "a3", Hash("a3"), "key:ops", TimeSpan.Zero), Made));
        await Store.RevokeKeyAsync("a2", Made);
        Assert.Null(await Store.RotateKeyAsync(new KeyRotation("a2", "a4", Hash("a4"), "key:ops", TimeSpan.Zero), Made));
        Time.Advance(TimeSpan.FromDays(7));
        Assert.Null(await Store.RotateKeyAsync(new KeyRotation("a1", "a5", Hash("a5"), "key:ops", TimeSpan.Zero), Made));
    }

    [Fact]
    public async Task A_key_without_an_end_is_rotated_to_one_without_an_end()
    {
        await Store.CreateKeyAsync(NewKey("a1", "key:ci"), Made);

        StoredKey made = (await Store.RotateKeyAsync(new KeyRotation("a1", "a2", Hash("a2"), "cli", TimeSpan.FromDays(1)), Made))!;

        Assert.Null(made.ExpiresAt);
        Assert.NotNull((await Store.ListKeysAsync(Stop)).Single(key => key.Id == "a1").ExpiresAt);
    }

    [Fact]
    public async Task The_last_use_of_a_key_only_moves_on()
    {
        StoredKey made = (await Store.CreateKeyAsync(NewKey("a1", "key:ci"), Made))!;
        Time.Advance(TimeSpan.FromMinutes(2));
        string before = await Store.FindKeysMarkAsync(Stop);

        await Store.TouchKeysAsync(new Dictionary<string, TimeSpan> { ["a1"] = TimeSpan.FromSeconds(20), ["zz"] = TimeSpan.Zero });
        await Store.TouchKeysAsync(new Dictionary<string, TimeSpan> { ["a1"] = TimeSpan.FromSeconds(90) });

        DateTimeOffset? used = Assert.Single(await Store.ListKeysAsync(Stop)).LastUsedAt;
        Assert.InRange((used - made.CreatedAt)!.Value, TimeSpan.FromSeconds(99), TimeSpan.FromSeconds(130));
        Assert.Equal(before, await Store.FindKeysMarkAsync(Stop));
    }

    [Fact]
    public async Task Tasks_have_the_owner_they_were_submitted_with()
    {
        IReadOnlyList<SubmitAnswer> answers = await Store.SubmitAsync(new SubmitRequest(
            77, [NewTask() with { Owner = "key:a" }, NewTask(), NewTask() with { Owner = "key:ä" }, NewTask() with { Owner = "key:a" }]));
        TaskId[] ids = [.. answers.Select(answer => answer.Id)];

        IReadOnlyList<TaskOwner> owners = await Store.FindOwnersAsync([.. ids, new TaskId(999)], Stop);

        Assert.Equal(["key:a", null, "key:ä", "key:a"], ids.Select(id => owners.Single(task => task.Id == id).Owner));
        Assert.Equal(4, owners.Count);
        Assert.All(owners, task => Assert.Equal(NewTask().Type.Name, task.Type));
    }

    [Theory]
    [InlineData((int)TaskFacets.None)]
    [InlineData((int)(TaskFacets.Args | TaskFacets.Progress | TaskFacets.Queue))]
    public async Task A_scan_of_owned_tasks_sees_no_others(int read)
    {
        var facets = (TaskFacets)read;
        List<TaskId> own = [];
        for (int i = 0; i < 10; i++)
        {
            string? owner = (i % 3) switch { 0 => "key:a", 1 => "key:b", _ => null };
            TaskId id = (await Store.SubmitAsync(new SubmitRequest(i, [NewTask() with { Owner = owner }])))[0].Id;
            if (owner == "key:a")
            {
                own.Insert(0, id);
            }
        }

        ScanAnswer first = await Store.ScanAsync(new ScanRequest(ScanPlace.Owned, new TaskId(long.MaxValue), 3, facets, "key:a"), Stop);
        ScanAnswer rest = await Store.ScanAsync(new ScanRequest(ScanPlace.Owned, first.Tasks[^1].Id, 3, facets, "key:a"), Stop);

        Assert.Equal(own, first.Tasks.Concat(rest.Tasks).Select(task => task.Id));
        Assert.Equal((false, true), (first.IsAtEnd, rest.IsAtEnd));
        Assert.Empty((await Store.ScanAsync(new ScanRequest(ScanPlace.Owned, new TaskId(long.MaxValue), 3, facets, "key:c"), Stop)).Tasks);
    }

    [Fact]
    public async Task Changes_of_tasks_are_noted_with_them_if_there_are_any()
    {
        (TaskId one, TaskId two) = (await Store.SubmitAsync(NewTask()), await Store.SubmitAsync(NewTask()));
        var single = new ChangeAudit("key:a", "203.0.113.7");
        var many = new ChangeAudit("key:a", null, """{"q":"type:fit"}""");

        await Store.CancelAsync([one], single);
        await Store.CancelAsync([one], single);
        await Store.CancelAsync([new TaskId(999)], single);
        await Store.CancelAsync([two]);
        await Store.RetryAsync([one, two, new TaskId(999)], many);
        await Store.CancelAsync([one, two], many);
        await Store.DeleteAsync([two], single);
        Assert.True(await Store.SetPausedAsync("q", isPaused: true, single));
        Assert.True(await Store.SetPausedAsync("q", isPaused: false, single));
        Assert.False(await Store.SetPausedAsync("nowhere", isPaused: true, single));

        Assert.Equal(
            [
                new AuditEntry("key:a", AuditActions.ResumeQueue, "q", null, "203.0.113.7"),
                new AuditEntry("key:a", AuditActions.PauseQueue, "q", null, "203.0.113.7"),
                new AuditEntry("key:a", AuditActions.DeleteTask, $"{two}", null, "203.0.113.7"),
                new AuditEntry("key:a", AuditActions.CancelTask, null, """{"filter":{"q":"type:fit"},"changed":2}"""),
                new AuditEntry("key:a", AuditActions.RetryTask, null, """{"filter":{"q":"type:fit"},"changed":2}"""),
                new AuditEntry("key:a", AuditActions.CancelTask, $"{one}", null, "203.0.113.7"),
            ],
            (await AuditAsync()).Select(row => row.Entry));
    }

    [Fact]
    public async Task The_audit_log_is_searched_and_paged()
    {
        for (int i = 0; i < 6; i++)
        {
            await Store.AppendAuditAsync(new AuditEntry(i % 2 == 0 ? "key:a" : "key:b", i < 3 ? "one" : "two", $"{i}"));
            Time.Advance(TimeSpan.FromSeconds(10));
        }

        IReadOnlyList<AuditRow> all = await AuditAsync();
        Assert.Equal("5 4 3 2 1 0", Targets(all));
        Assert.Equal("4 2 0", Targets(await AuditAsync(actor: "key:a")));
        Assert.Equal("2 0", Targets(await AuditAsync(actor: "key:a", action: "one")));
        Assert.Equal("5 4 3", Targets(await AuditAsync(after: all[2].At)));
        Assert.Equal("2 1 0", Targets(await AuditAsync(before: all[2].At)));
        Assert.Equal("3 2", Targets(await AuditAsync(below: all[1].Number, limit: 2)));

        static string Targets(IReadOnlyList<AuditRow> rows) => string.Join(' ', rows.Select(row => row.Entry.Target));
    }

    [Fact]
    public async Task Old_entries_of_the_audit_log_are_deleted_the_oldest_first()
    {
        for (int i = 0; i < 4; i++)
        {
            await Store.AppendAuditAsync(new AuditEntry("key:a", "one", $"{i}"));
            Time.Advance(TimeSpan.FromDays(1));
        }

        Assert.Equal(0, await Store.DeleteAuditAsync(TimeSpan.FromDays(30), 10));
        Assert.Equal(1, await Store.DeleteAuditAsync(TimeSpan.FromDays(1.5), 1));
        Assert.Equal(2, await Store.DeleteAuditAsync(TimeSpan.FromDays(1.5), 10));
        Assert.Equal("3", Assert.Single(await AuditAsync()).Entry.Target);
    }

    private Task<IReadOnlyList<AuditRow>> AuditAsync(
        string? actor = null, string? action = null, DateTimeOffset? after = null, DateTimeOffset? before = null,
        long below = long.MaxValue, int limit = 100) =>
        Store.ListAuditAsync(new AuditRequest(actor, action, after, before, below, limit), Stop);

    private static NewKey NewKey(string id, string subject) => new()
    {
        Id = id,
        Subject = subject,
        Hash = Hash(id),
        Scopes = "submit:add read",
        CreatedBy = "cli",
    };

    private static byte[] Hash(string text) => System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(text));
}
