using Errand.Storage;
using Errand.Storage.Sqlite;
using Errand.Storage.Sqlite.Disk;
using Microsoft.Extensions.Logging.Abstractions;

namespace Errand.Tests.Storage;

public sealed class SqliteRefusalTests : IDisposable
{
    private readonly SqliteFile _file = new();

    [Fact]
    public async Task A_file_that_is_no_database_is_refused_and_left_alone()
    {
        string text = string.Concat(Enumerable.Repeat("no database, only text. ", 100));
        await File.WriteAllTextAsync(_file.Path, text, TestContext.Current.CancellationToken);
        await AssertRefusedAsync(_file.Path, "is not a SQLite database");
        Assert.Equal(text, await File.ReadAllTextAsync(_file.Path, TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("CREATE TABLE theirs (x)")]
    [InlineData("PRAGMA application_id = 77")]
    [InlineData("PRAGMA user_version = 1")]
    public async Task A_database_of_another_program_is_refused_and_left_alone(string theirs)
    {
        _file.Run(theirs);
        await AssertRefusedAsync(_file.Path, "is the database of another program");
        Assert.False(File.Exists(_file.WalPath));
    }

    [Fact]
    public async Task A_newer_schema_is_refused()
    {
        await OpenAsync(_file.Path);
        _file.Run("PRAGMA user_version = 99");
        await AssertRefusedAsync(_file.Path, "made by a newer version");
    }

    [Theory]
    [InlineData("DROP TABLE migration")]
    [InlineData("DELETE FROM migration")]
    [InlineData("UPDATE migration SET script = 'another'")]
    public async Task A_file_of_a_pre_release_version_is_refused_and_left_alone(string change)
    {
        await OpenAsync(_file.Path);
        _file.Run(change);
        byte[] before = await File.ReadAllBytesAsync(_file.Path, TestContext.Current.CancellationToken);
        await AssertRefusedAsync(
            _file.Path,
            $"{_file.Path} was made by an earlier pre-release version of this program, and its tasks cannot be taken over; "
            + "choose another path, or delete the file.");
        Assert.Equal(before, await File.ReadAllBytesAsync(_file.Path, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_directory_is_refused() => await AssertRefusedAsync(Path.GetDirectoryName(_file.Path)!, "is a directory");

    [Fact]
    public async Task A_missing_directory_is_refused() => await AssertRefusedAsync(_file.Path + "/none/errand.db", "does not exist");

    [Fact]
    public async Task A_path_where_no_file_can_be_made_is_refused()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Needs a directory that not even root can write to.");
        await AssertRefusedAsync("/proc/errand.db", "cannot be opened or created");
    }

    [Theory]
    [InlineData(3_051_002, false)]
    [InlineData(3_051_003, true)]
    [InlineData(3_053_004, true)]
    public void A_library_that_can_damage_its_database_is_refused(int version, bool isSafe)
    {
        Exception? error = Record.Exception(() => SqliteGate.CheckLibrary(version));
        Assert.Equal(isSafe, error is null);
        Assert.True(isSafe || error is StoreRefusedException);
    }

    [Theory]
    [InlineData("/srv/data/errand.db", "nfs4")]
    [InlineData("/srv/data/local disk/errand.db", null)]
    [InlineData("/srv/database/errand.db", null)]
    [InlineData("/win/errand.db", "cifs")]
    public void A_network_file_system_is_found_by_the_deepest_mount(string path, string? kind)
    {
        string[] mounts = ["/dev/vda1 / ext4 rw 0 0", "srv:/x /srv/data nfs4 rw 0 0", "/dev/vdb1 /srv/data/local\\040disk ext4 rw 0 0", "//win/c /win cifs rw 0 0", "odd"];
        Assert.Equal(kind, NetworkFileSystem.Find(path, mounts));
    }

    [Fact]
    public async Task Several_stores_may_create_one_file_at_once()
    {
        var stores = Enumerable.Range(0, 6).Select(_ => Create(_file.Path)).ToList();
        await Task.WhenAll(stores.Select(s => s.OpenAsync(TestContext.Current.CancellationToken)));
        foreach (SqliteTaskStore? store in stores)
        {
            await store.DisposeAsync();
        }
    }

    public void Dispose() => _file.Dispose();

    private static SqliteTaskStore Create(string path) =>
        new(new SqliteStoreOptions { Path = path, Durable = false }, TimeProvider.System, NullLogger<SqliteTaskStore>.Instance);

    private static async Task OpenAsync(string path)
    {
        await using SqliteTaskStore store = Create(path);
        await store.OpenAsync(TestContext.Current.CancellationToken);
    }

    private static async Task AssertRefusedAsync(string path, string reason)
    {
        StoreRefusedException error = await Assert.ThrowsAsync<StoreRefusedException>(() => OpenAsync(path));
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
    }
}
