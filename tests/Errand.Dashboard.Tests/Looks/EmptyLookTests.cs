using Errand.Dashboard.Tests.Servers;

namespace Errand.Dashboard.Tests.Looks;

public sealed class EmptyLookTests(SqlitePageServer server, LookTabs tabs)
    : LookTests(server, tabs), IClassFixture<SqlitePageServer>, IClassFixture<LookTabs>
{
    public static TheoryData<string> States() => [.. PageStates.OfEmptyServer.Select(state => state.Name)];

    [Theory]
    [MemberData(nameof(States))]
    public Task A_page_without_tasks_looks_right_and_can_be_used_by_everybody(string state) =>
        CheckAsync(PageStates.OfEmptyServer.Single(each => each.Name == state));
}
