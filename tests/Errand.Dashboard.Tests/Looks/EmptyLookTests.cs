using Errand.Dashboard.Tests.Browsers;
using Errand.Dashboard.Tests.Servers;

namespace Errand.Dashboard.Tests.Looks;

public sealed class EmptyLookTests(SharedBrowser browser, SqlitePageServer server)
    : LookTests(browser, server), IClassFixture<SqlitePageServer>
{
    public static TheoryData<string> States() => [.. PageStates.OfEmptyServer.Select(state => state.Name)];

    [Theory]
    [MemberData(nameof(States))]
    public Task A_page_without_tasks_looks_right_and_can_be_used_by_everybody(string state) =>
        CheckAsync(PageStates.OfEmptyServer.Single(each => each.Name == state));
}
