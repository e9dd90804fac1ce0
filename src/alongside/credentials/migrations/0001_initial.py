import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('people', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Certificate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.SlugField(max_length=20, verbose_name='code of ethics')),
                ('number', models.CharField(max_length=40, verbose_name='number')),
                ('name_on_certificate', models.CharField(max_length=120, verbose_name='name on the certificate')),
                ('applied_on', models.DateField()),
                ('valid_from', models.DateField(blank=True, null=True)),
                ('valid_through', models.DateField(blank=True, null=True)),
                ('given_up_on', models.DateField(blank=True, null=True)),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.agency')),
                ('board', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.board')),
                ('holder', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.worker')),
            ],
            options={
                'indexes': [models.Index(fields=['holder', 'code'], name='certificate_of_holder')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('number', ''), _negated=True), fields=('board', 'number'), name='certificate_number_once_per_board'), models.CheckConstraint(condition=models.Q(models.Q(('valid_from__isnull', True), ('valid_through__isnull', True)), models.Q(('valid_from__gte', models.F('applied_on')), ('valid_from__isnull', False), ('valid_through__gte', models.F('valid_from')), ('valid_through__isnull', False)), _connector='OR'), name='certificate_period_is_in_order'), models.CheckConstraint(condition=models.Q(('given_up_on__isnull', True), ('given_up_on__gte', models.F('applied_on')), _connector='OR'), name='certificate_given_up_after_it_was_asked_for')],
            },
        ),
    ]
